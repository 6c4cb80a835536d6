// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/rename_dialog.h"

#include "app/models/format.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/form_window.h"
#include "shared/wire/paths.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QJsonArray>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int longestName = 64; // cn, [MS-ADA1] 2.110

model::Field nameField(const QString &attribute, const QString &label, bool required, int maxLength = 0)
{
    model::Field field;
    field.field = attribute;
    field.label.source = label;
    field.required = required;
    field.maxLength = maxLength;
    return field;
}

/// The attribute that names the object: the directory writes `name` itself.
QString rdnOf(const wire::Record &object)
{
    return models::dnOf(object).section(u'=', 0, 0).toLower();
}

model::Form renameForm(const wire::Record &object)
{
    const QString resource = models::resourceOf(object);
    const bool user = resource == u"identity/users";
    model::Page page;
    page.name = u"names"_s;
    page.title.source = u"General"_s;
    page.fields << nameField(rdnOf(object), u"Name"_s, true, longestName);
    if (user)
        page.fields << nameField(u"displayName"_s, u"Display name"_s, false)
                    << nameField(u"userPrincipalName"_s, u"Sign-in name"_s, false);
    if (user || resource == u"identity/groups" || resource == u"identity/workstations")
        page.fields << nameField(u"sAMAccountName"_s, u"Account name"_s, true);
    model::Form form;
    form.name = u"rename"_s;
    form.resource = resource;
    form.pages << page;
    return form;
}

class RenameDialog : public FormWindow
{
    Q_DECLARE_TR_FUNCTIONS(smc::render::RenameDialog)
public:
    RenameDialog(Context &context, const wire::Record &object, SendRename send)
        : FormWindow(context, renameForm(object), context.window())
        , m_object(object)
        , m_send(std::move(send))
        , m_accept(buttons()->addButton(tr("&Rename"), QDialogButtonBox::AcceptRole))
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setObjectName(u"rename_dialog"_s);
        setWindowTitle(tr("Rename %1").arg(models::objectKind(object)));
        setWindowModality(Qt::WindowModal);
        resize(640, 340);
        tabs()->tabBar()->hide();
        setHeading(models::nameOf(object), models::placeOfDn(models::parentOfDn(models::dnOf(object))));
        m_accept->setObjectName(u"rename_ok"_s);
        m_accept->setDefault(true);
        auto *cancel = buttons()->addButton(QDialogButtonBox::Cancel);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_accept, &QPushButton::clicked, this, [this] { rename(); });
        for (auto *page : pages())
            connect(page, &FormPage::edited, this, [this] { waitChanged(); });
        read();
    }

private:
    void read()
    {
        QUrlQuery query;
        // The list knows neither all names nor what happened since it was read.
        wire::addQuery(
            query, u"fields"_s,
            u"name,cn,ou,displayName,sAMAccountName,userPrincipalName,objectGUID,distinguishedName,objectClass"_s);
        wire::addQuery(query, u"fresh"_s, u"1"_s);
        beginWait(tr("Reading…"), [this] { reject(); });
        context().source().get(wire::restPath(models::resourceOf(m_object), models::idOf(m_object)), query,
                               this, [this](const Result<data::Answer> &answer) {
                                   endWait();
                                   if (!answer)
                                       return showErrors({answer.error()});
                                   m_object = models::recordFromJson(answer->json());
                                   m_read = true;
                                   for (auto *one : editors())
                                       one->load(m_object);
                                   pages().constFirst()->rows().constFirst()->takeFocus();
                                   waitChanged();
                               });
    }

    void rename()
    {
        clearErrors();
        const auto wrong = verifyAll();
        if (!wrong.isEmpty())
            return showErrors(wrong);
        const QString rdn = rdnOf(m_object);
        QJsonObject names{{u"name"_s, editor(rdn)->values().value(0).trimmed()}};
        for (const auto *one : editors()) {
            if (one->isChanged() && one->name() != rdn)
                names.insert(one->name(), QJsonArray::fromStringList(one->values()));
        }
        beginWait(tr("Renaming…"), {});
        m_send(m_object, names, [self = QPointer<RenameDialog>(this)](const Error *fault) {
            if (!self)
                return;
            self->endWait();
            if (fault)
                self->showErrors({*fault});
            else
                self->accept();
        });
    }

    void waitChanged() override
    {
        const auto all = editors();
        const bool changed =
            std::any_of(all.begin(), all.end(), [](const Editor *one) { return one->isChanged(); });
        if (m_accept)
            m_accept->setEnabled(m_read && changed && !isWaiting());
    }

    wire::Record m_object;
    SendRename m_send;
    QPushButton *m_accept = nullptr;
    bool m_read = false;
};

} // namespace

void openRename(Context &context, const wire::Record &object, SendRename send)
{
    (new RenameDialog(context, object, std::move(send)))->show();
}

} // namespace smc::render
