// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/shell_context.h"

#include "app/render/sheet.h"
#include "app/shell/main_window.h"
#include "app/shell/message_dock.h"
#include "app/shell/status_line.h"

#include <QJsonObject>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

ShellContext::ShellContext(MainWindow &window, data::RemoteDataSource &source,
                           model::DescriptorSet descriptors, render::Person person, render::Dialogs &dialogs)
    : render::Context(&window)
    , m_window(window)
    , m_source(source)
    , m_descriptors(std::move(descriptors))
    , m_person(std::move(person))
    , m_dialogs(dialogs)
{}

QWidget *ShellContext::window()
{
    return &m_window;
}

void ShellContext::say(render::Severity severity, const QString &text, std::function<void()> undo)
{
    m_window.statusLine().messages().say(severity, text, {}, std::move(undo));
}

void ShellContext::say(const QString &doing, const Error &error)
{
    if (error.code == ErrorCode::Cancelled) {
        say(render::Severity::Note, tr("%1: cancelled").arg(doing), {});
        return;
    }
    QString text = tr("%1 failed: %2").arg(doing, error.message);
    if (!error.hint.isEmpty())
        text += u' ' + error.hint;
    m_window.statusLine().messages().say(render::Severity::Fault, text, error.toString(), {});
}

void ShellContext::watchJob(const QString &location, const QString &title, const QString &resource,
                            std::function<bool()> told)
{
    m_window.statusLine().followJob(location, title, [this, title, resource, told](const QJsonValue &job) {
        if (told && told())
            return;
        const qint64 failed = job["failed"_L1].toInteger();
        const qint64 done = job["done"_L1].toInteger();
        if (job["state"_L1].toString() != u"done")
            say(render::Severity::Attention, tr("%1 stopped: %2 done").arg(title).arg(done - failed), {});
        else if (failed > 0)
            say(render::Severity::Attention,
                tr("%1: %2 done, %3 failed").arg(title).arg(done - failed).arg(failed), {});
        else
            say(render::Severity::Done, tr("%1: %2 done").arg(title).arg(done), {});
        announce(resource);
    });
}

void ShellContext::openProperties(const QString &resource, const QString &id)
{
    const model::Form *form = m_descriptors.formFor(resource);
    if (form)
        render::openSheet(*this, form->name, resource, id);
    else
        say(render::Severity::Note, tr("The service has no property sheet for objects of this kind."), {});
}

render::Person personFromSession(const QJsonObject &session)
{
    return {.realm = session.value("realm"_L1).toString(),
            .account = session.value("account"_L1).toString(),
            .name = session.value("name"_L1).toString(),
            .dn = session.value("dn"_L1).toString(),
            .role = session.value("role"_L1).toString(),
            .readOnlyBecause = session.value("readOnlyBecause"_L1).toString()};
}

} // namespace smc::shell
