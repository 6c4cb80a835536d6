// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"
#include "shared/wire/paths.h"
#include "tests/gui/picture.h"
#include "tests/gui/planned_dialogs.h"
#include "tests/lab/smcd.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QPointer>
#include <QTest>
#include <QTimer>
#include <QWidget>

namespace smc::testgui {

/// The rest of the client as a sheet sees it: a real data source with a real session at a real smcd, and a
/// message dock that remembers what was said.
class SheetContext : public render::Context
{
public:
    struct Message
    {
        render::Severity severity;
        QString text;
        std::function<void()> undo;
    };
    QList<Message> messages;
    QStringList jobs;
    QStringList opened;
    PlannedDialogs planned;

    /// Signs in and fetches the descriptors; an empty string when all went well.
    QString signIn(const testlab::Smcd &smcd, const QString &realm, const QString &user,
                   const QString &password)
    {
        m_source.setUrl(smcd.url());
        if (const auto ca = m_source.addCaFile(smcd.caFile()); !ca)
            return ca.error().toString();
        QString fault;
        bool done = false;
        m_source.signIn(realm, user, password, this, [&](const Result<data::Answer> &answer) {
            done = true;
            if (!answer) {
                fault = answer.error().toString();
                return;
            }
            const auto session = answer->json();
            m_person = {session[u"realm"].toString(), session[u"account"].toString(),
                        session[u"name"].toString(),  session[u"dn"].toString(),
                        session[u"role"].toString(),  session[u"readOnlyBecause"].toString()};
        });
        if (!QTest::qWaitFor([&] { return done; }, 20000))
            return QStringLiteral("no answer to the sign-in");
        if (!fault.isEmpty())
            return fault;
        done = false;
        m_source.get(QStringLiteral("/rest/descriptors"), {}, this, [&](const Result<data::Answer> &answer) {
            done = true;
            if (answer)
                m_descriptors = model::descriptorsFromJson(answer->json().toObject());
            else
                fault = answer.error().toString();
        });
        if (!QTest::qWaitFor([&] { return done; }, 20000))
            return QStringLiteral("no answer to the descriptors");
        return fault;
    }

    data::RemoteDataSource &source() override { return m_source; }
    const model::DescriptorSet &descriptors() const override { return m_descriptors; }
    const render::Person &person() const override { return m_person; }
    render::Dialogs &dialogs() override { return planned; }
    QWidget *window() override { return nullptr; }
    void say(render::Severity severity, const QString &text, std::function<void()> undo) override
    {
        messages << Message{severity, text, std::move(undo)};
    }
    void say(const QString &doing, const Error &error) override
    {
        messages << Message{render::Severity::Fault, doing + QStringLiteral(": ") + error.toString(), {}};
    }
    void watchJob(const QString &location, const QString &, const QString &, std::function<bool()>) override
    {
        jobs << location;
    }
    void openProperties(const QString &resource, const QString &id) override
    {
        opened << resource + u' ' + id;
    }

    [[nodiscard]] bool wasSaid(const QString &part) const
    {
        return std::any_of(messages.begin(), messages.end(),
                           [&](const Message &one) { return one.text.contains(part); });
    }

private:
    data::RemoteDataSource m_source;
    model::DescriptorSet m_descriptors;
    render::Person m_person;
};

/// The window of that name that is open now, or null.
template<typename T = QWidget>
T *window(const QString &name)
{
    const auto windows = QApplication::topLevelWidgets();
    for (auto *one : windows) {
        if (one->objectName() == name && one->isVisible()) {
            if (auto *fit = qobject_cast<T *>(one))
                return fit;
        }
    }
    return nullptr;
}

/// Deletes every window that belongs to nobody; popups go with the widgets that own them.
inline void closeWindows()
{
    QList<QPointer<QWidget>> windows;
    const auto all = QApplication::topLevelWidgets();
    for (auto *one : all) {
        if (!one->parent())
            windows << one;
    }
    for (const auto &one : windows)
        delete one.data();
}

} // namespace smc::testgui
