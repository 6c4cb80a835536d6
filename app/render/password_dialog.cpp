// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/password_dialog.h"

#include "app/models/format.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_password.h"
#include "app/render/editor_style.h"
#include "shared/wire/paths.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrlQuery>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

class PasswordDialog : public QDialog
{
    Q_DECLARE_TR_FUNCTIONS(smc::render::PasswordDialog)
public:
    PasswordDialog(Context &context, const QString &resource, const QString &id, const QString &name,
                   QWidget *parent)
        : QDialog(parent)
        , m_context(context)
        , m_resource(resource)
        , m_id(id)
        , m_name(name)
        , m_password(new PasswordField(context, u"password_edit"_s))
        , m_mustChange(new QCheckBox(tr("Must change it at the next &sign-in")))
        , m_unlock(new QCheckBox(tr("&Unlock the account")))
        , m_fault(new QLabel)
        , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel))
        , m_accept(m_buttons->addButton(tr("&Reset password"), QDialogButtonBox::AcceptRole))
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setObjectName(u"password_dialog"_s);
        setWindowTitle(tr("Reset password"));
        setMinimumWidth(520);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(16, 16, 16, 16);
        layout->setSpacing(8);
        auto *intro = new QLabel(tr("New password of %1").arg(name));
        QFont bold = intro->font();
        bold.setBold(true);
        intro->setFont(bold);
        intro->setTextFormat(Qt::PlainText);
        layout->addWidget(intro);
        layout->addWidget(m_password);
        m_mustChange->setObjectName(u"password_must_change"_s);
        m_mustChange->setChecked(resource == "identity/users"_L1);
        m_mustChange->setVisible(resource == "identity/users"_L1);
        layout->addWidget(m_mustChange);
        m_unlock->setObjectName(u"password_unlock"_s);
        m_unlock->setVisible(resource == "identity/users"_L1);
        layout->addWidget(m_unlock);
        m_fault->setObjectName(u"password_fault"_s);
        m_fault->setWordWrap(true);
        m_fault->setTextFormat(Qt::PlainText);
        m_fault->setPalette(statePalette(palette(), Severity::Fault));
        m_fault->hide();
        layout->addWidget(m_fault);
        layout->addStretch();
        layout->addWidget(m_buttons);
        m_accept->setObjectName(u"password_ok"_s);
        m_accept->setDefault(true);
        m_accept->setEnabled(false);
        connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        connect(m_accept, &QPushButton::clicked, this, [this] { reset(); });
        connect(m_password, &PasswordField::changed, this,
                [this] { m_accept->setEnabled(!m_password->password().isEmpty() && !m_busy); });
        m_password->setFocus();
        readState();
    }

private:
    /// Whose password it is, for the policy; and whether the account is locked at all.
    void readState()
    {
        QUrlQuery query;
        wire::addQuery(query, u"fields"_s, u"sAMAccountName,displayName,lockoutTime,userAccountControl"_s);
        m_context.source().get(
            wire::restPath(m_resource, m_id), query, this, [this](const Result<data::Answer> &answer) {
                if (!answer)
                    return;
                const auto record = models::recordFromJson(answer->json());
                m_password->setPerson(record.text("sAMAccountName"), record.text("displayName"));
                if (models::accountState(record).locked) {
                    m_unlock->setText(tr("&Unlock the account (it is locked now)"));
                    m_unlock->setChecked(true);
                }
            });
    }

    void setBusy(bool busy)
    {
        m_busy = busy;
        m_password->setEnabled(!busy);
        m_accept->setEnabled(!busy);
        m_accept->setText(busy ? tr("Setting…") : tr("&Reset password"));
    }

    void reset()
    {
        if (m_busy || m_password->password().isEmpty())
            return;
        setBusy(true);
        m_fault->hide();
        const QJsonObject body{{u"password"_s, m_password->password()},
                               {u"mustChange"_s, m_mustChange->isChecked()}};
        m_context.source().send("PUT", wire::restPath(m_resource, m_id, u"password"_s), {}, body, this,
                                [this](const Result<data::Answer> &answer) {
                                    if (!answer)
                                        return failed(answer.error());
                                    if (m_unlock->isChecked())
                                        return unlock();
                                    done(tr("Password of %1 reset").arg(m_name));
                                });
    }

    void unlock()
    {
        m_context.source().send(
            "PUT", wire::restPath(m_resource, m_id, u"unlock"_s), {}, {}, this,
            [this](const Result<data::Answer> &answer) {
                if (answer)
                    return done(tr("Password of %1 reset, account unlocked").arg(m_name));
                auto error = answer.error();
                error.message =
                    tr("The password was reset, but the account is still locked: %1").arg(error.message);
                m_context.announce(m_resource, {m_id});
                failed(error);
            });
    }

    void failed(const Error &error)
    {
        setBusy(false);
        m_fault->setText(u"⚠ "_s +
                         (error.hint.isEmpty() ? error.message : error.message + u' ' + error.hint));
        m_fault->show();
        m_password->edit()->setFocus();
        m_password->edit()->selectAll();
    }

    void done(const QString &words)
    {
        m_context.say(Severity::Done, words);
        m_context.announce(m_resource, {m_id});
        accept();
    }
    using QDialog::done;

    Context &m_context;
    QString m_resource;
    QString m_id;
    QString m_name;
    PasswordField *m_password;
    QCheckBox *m_mustChange;
    QCheckBox *m_unlock;
    QLabel *m_fault;
    QDialogButtonBox *m_buttons;
    QPushButton *m_accept;
    bool m_busy = false;
};

} // namespace

void openResetPassword(Context &context, QWidget *parent, const QString &resource, const QString &id,
                       const QString &name)
{
    auto *dialog = new PasswordDialog(context, resource, id, name, parent);
    dialog->open();
}

} // namespace smc::render
