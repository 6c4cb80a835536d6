// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_password.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "shared/wire/paths.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

PasswordField::PasswordField(Context &context, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_show(new QPushButton(tr("Show")))
    , m_generate(new QPushButton(tr("Generate")))
    , m_copy(new QPushButton(tr("Copy")))
    , m_words(new QLabel)
{
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(tr("New password"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_show->setObjectName(name + u"_show"_s);
    m_show->setCheckable(true);
    m_generate->setObjectName(name + u"_generate"_s);
    m_copy->setObjectName(name + u"_copy"_s);
    m_words->setObjectName(name + u"_policy"_s);
    m_words->setWordWrap(true);
    for (auto *button : {m_show, m_generate, m_copy})
        button->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 0, 0);
    layout->addWidget(m_show, 0, 1);
    layout->addWidget(m_generate, 0, 2);
    layout->addWidget(m_copy, 0, 3);
    layout->addWidget(m_words, 1, 0, 1, 4);
    layout->setColumnStretch(0, 1);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        update();
        Q_EMIT changed();
    });
    connect(m_show, &QPushButton::toggled, this, [this](bool on) {
        m_edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setText(on ? tr("Hide") : tr("Show"));
    });
    connect(m_generate, &QPushButton::clicked, this, &PasswordField::generate);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_edit->text()); });
    update();

    QUrlQuery query;
    wire::addQuery(query, u"fields"_s, u"minPwdLength,pwdProperties"_s);
    context.source().get(wire::restPath(u"identity/objects"_s, context.person().baseDn()), query, this,
                         [this](const Result<data::Answer> &answer) {
                             if (!answer)
                                 return; // the usual policy stands; the directory has the last word anyway
                             m_policy = policyFrom(models::recordFromJson(answer->json()));
                             update();
                         });
}

QString PasswordField::password() const
{
    return m_edit->text();
}

void PasswordField::setPassword(const QString &password)
{
    m_edit->setText(password);
}

void PasswordField::setPerson(const QString &account, const QString &fullName)
{
    m_account = account;
    m_fullName = fullName;
    update();
}

QStringList PasswordField::faults() const
{
    return policyFaults(m_edit->text(), m_policy, m_account, m_fullName);
}

void PasswordField::generate()
{
    m_edit->setText(generatePassword(std::max(16, m_policy.minLength)));
    m_show->setChecked(true);
    m_edit->selectAll();
}

void PasswordField::update()
{
    m_copy->setEnabled(!m_edit->text().isEmpty());
    if (m_edit->text().isEmpty()) {
        m_words->setText(policyWords(m_policy));
        m_words->setPalette(mutedPalette(palette()));
        return;
    }
    const auto wrong = faults();
    m_words->setText(wrong.isEmpty() ? u"✓ "_s + tr("The policy has nothing against it.") : wrong.join(u' '));
    m_words->setPalette(statePalette(palette(), wrong.isEmpty() ? Severity::Done : Severity::Attention));
}

PasswordEditor::PasswordEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_password(new PasswordField(context, u"field_"_s + field.field))
{
    connect(m_password, &PasswordField::changed, this, &PasswordEditor::emitEdited);
}

QWidget *PasswordEditor::widget()
{
    return m_password;
}

QWidget *PasswordEditor::focusTarget()
{
    return m_password->edit();
}

QStringList PasswordEditor::values() const
{
    return m_password->password().isEmpty() ? QStringList() : QStringList(m_password->password());
}

QList<Error> PasswordEditor::verify() const
{
    auto errors = Editor::verify();
    if (!m_password->password().isEmpty()) {
        for (const auto &words : m_password->faults())
            errors << fault(words);
    }
    return errors;
}

QString PasswordEditor::describe(const QStringList &values) const
{
    return values.isEmpty() ? Editor::describe(values) : u"•••"_s;
}

void PasswordEditor::show(const QStringList &values)
{
    m_password->setPassword(values.value(0));
}

void PasswordEditor::showReadOnly(bool readOnly)
{
    m_password->setEnabled(!readOnly);
}

} // namespace smc::render
