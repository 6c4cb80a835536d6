// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"
#include "app/render/password_rules.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace smc::render {

/// A line for a new password with Show, Generate and Copy, and the domain's policy in words below. What the
/// policy has against the password is known here only as far as `setPerson` said whose it is.
class PasswordField : public QWidget
{
    Q_OBJECT
public:
    PasswordField(Context &context, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] QString password() const;
    void setPassword(const QString &password);
    void setPerson(const QString &account, const QString &fullName);
    [[nodiscard]] QStringList faults() const;
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void changed();

private:
    void generate();
    void update();

    QLineEdit *m_edit;
    QPushButton *m_show;
    QPushButton *m_generate;
    QPushButton *m_copy;
    QLabel *m_words;
    PasswordPolicy m_policy;
    QString m_account;
    QString m_fullName;
};

/// The password of a new object.
class PasswordEditor : public Editor
{
    Q_OBJECT
public:
    PasswordEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QList<Error> verify() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;
    void setPerson(const QString &account, const QString &fullName)
    {
        m_password->setPerson(account, fullName);
    }

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    PasswordField *m_password;
};

} // namespace smc::render
