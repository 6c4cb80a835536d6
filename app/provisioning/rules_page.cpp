// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/rules_page.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "app/render/picker.h"
#include "shared/wire/paths.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

namespace {

QComboBox *patternBox(const QString &name, const QStringList &patterns)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setEditable(true);
    box->addItems(patterns);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    return box;
}

} // namespace

RulesPage::RulesPage(render::Context &context, const QString &parentDn, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_parentDn(parentDn)
    , m_account(
          patternBox(u"rule_account"_s,
                     {u"{givenName:account:1}{sn:account}"_s, u"{givenName:account}.{sn:account}"_s,
                      u"{sn:account}{givenName:account:1}"_s, u"{sn:account:5}{givenName:account:2}"_s}))
    , m_display(patternBox(u"rule_display"_s, {u"{givenName} {sn}"_s, u"{sn}, {givenName}"_s}))
    , m_principal(patternBox(u"rule_principal"_s, {u"{sAMAccountName}@{domain}"_s, u"{mail}"_s}))
    , m_mail(patternBox(u"rule_mail"_s, {QString(), u"{givenName:account}.{sn:account}@{domain}"_s,
                                         u"{sAMAccountName}@{domain}"_s}))
    , m_umlauts(new QCheckBox(tr("Write ä, ö, ü as ae, oe, &ue")))
    , m_example(new QLabel)
    , m_generate(new QRadioButton(tr("&Generated, one for each")))
    , m_fromColumn(new QRadioButton(tr("From the &column of the file")))
    , m_noPassword(new QRadioButton(tr("&None: the accounts stay disabled")))
    , m_mustChange(new QCheckBox(tr("Must change it at the first &sign-in")))
    , m_enabled(new QCheckBox(tr("Accounts are &enabled at once")))
    , m_groups(new QListWidget)
    , m_template(new QLabel)
{
    setObjectName(u"rules_page"_s);
    m_umlauts->setObjectName(u"rule_umlauts"_s);
    m_umlauts->setChecked(QLocale().language() == QLocale::German);
    m_example->setObjectName(u"rule_example"_s);
    m_example->setTextFormat(Qt::PlainText);
    m_example->setPalette(render::mutedPalette(palette()));
    m_generate->setObjectName(u"rule_generate"_s);
    m_generate->setChecked(true);
    m_fromColumn->setObjectName(u"rule_from_column"_s);
    m_noPassword->setObjectName(u"rule_no_password"_s);
    m_mustChange->setObjectName(u"rule_must_change"_s);
    m_mustChange->setChecked(true);
    m_enabled->setObjectName(u"rule_enabled"_s);
    m_enabled->setChecked(true);
    m_groups->setObjectName(u"rule_groups"_s);
    m_groups->setAccessibleName(tr("Groups that everybody joins"));
    m_groups->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_groups->setFixedHeight(m_groups->fontMetrics().height() * 4 + 16);
    auto *addGroup = new QPushButton(tr("A&dd…"));
    addGroup->setObjectName(u"rule_groups_add"_s);
    auto *removeGroup = new QPushButton(tr("Remove"));
    removeGroup->setObjectName(u"rule_groups_remove"_s);
    m_template->setObjectName(u"rule_template"_s);
    auto *chooseTemplate = new QPushButton(tr("C&hoose…"));
    chooseTemplate->setObjectName(u"rule_template_choose"_s);
    auto *noTemplate = new QPushButton(tr("Without"));
    for (auto *button : {addGroup, removeGroup, chooseTemplate, noTemplate})
        button->setAutoDefault(false);

    auto *inner = new QWidget;
    auto *form = new QFormLayout(inner);
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Account name"), m_account);
    form->addRow(tr("&Display name"), m_display);
    form->addRow(tr("Sign-in na&me"), m_principal);
    form->addRow(tr("E-mail, where the file has none"), m_mail);
    form->addRow({}, m_umlauts);
    form->addRow(tr("Example"), m_example);
    auto *passwords = new QVBoxLayout;
    passwords->setSpacing(4);
    for (QWidget *one : {static_cast<QWidget *>(m_generate), static_cast<QWidget *>(m_fromColumn),
                         static_cast<QWidget *>(m_noPassword), static_cast<QWidget *>(m_mustChange),
                         static_cast<QWidget *>(m_enabled)})
        passwords->addWidget(one);
    form->addRow(tr("Password"), passwords);
    auto *groupButtons = new QVBoxLayout;
    groupButtons->addWidget(addGroup);
    groupButtons->addWidget(removeGroup);
    groupButtons->addStretch();
    auto *groups = new QHBoxLayout;
    groups->addWidget(m_groups, 1);
    groups->addLayout(groupButtons);
    form->addRow(tr("Groups for everybody"), groups);
    auto *templateLine = new QHBoxLayout;
    templateLine->addWidget(m_template, 1);
    templateLine->addWidget(chooseTemplate);
    templateLine->addWidget(noTemplate);
    form->addRow(tr("Template person"), templateLine);
    auto *scroll = new QScrollArea;
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->addWidget(scroll);

    for (auto *box : {m_account, m_display, m_principal, m_mail})
        connect(box, &QComboBox::editTextChanged, this, &RulesPage::showExample);
    connect(m_umlauts, &QCheckBox::toggled, this, &RulesPage::showExample);
    for (QAbstractButton *button :
         {static_cast<QAbstractButton *>(m_generate), static_cast<QAbstractButton *>(m_fromColumn),
          static_cast<QAbstractButton *>(m_noPassword), static_cast<QAbstractButton *>(m_mustChange),
          static_cast<QAbstractButton *>(m_enabled)})
        connect(button, &QAbstractButton::toggled, this, [this] {
            m_mustChange->setEnabled(!m_noPassword->isChecked());
            m_enabled->setEnabled(!m_noPassword->isChecked());
            Q_EMIT changed();
        });
    connect(addGroup, &QPushButton::clicked, this, &RulesPage::chooseGroups);
    connect(removeGroup, &QPushButton::clicked, this, [this] {
        qDeleteAll(m_groups->selectedItems());
        Q_EMIT changed();
    });
    connect(chooseTemplate, &QPushButton::clicked, this, &RulesPage::chooseTemplate);
    connect(noTemplate, &QPushButton::clicked, this, [this] {
        m_templateUser = {};
        showTemplate();
        Q_EMIT changed();
    });
    showTemplate();
}

Rules RulesPage::rules() const
{
    Rules rules;
    rules.parent = m_parentDn;
    rules.account = m_account->currentText();
    rules.displayName = m_display->currentText();
    rules.userPrincipalName = m_principal->currentText();
    rules.mail = m_mail->currentText();
    rules.germanUmlauts = m_umlauts->isChecked();
    rules.password = m_generate->isChecked()     ? PasswordMode::Generated
                     : m_fromColumn->isChecked() ? PasswordMode::FromColumn
                                                 : PasswordMode::None;
    rules.mustChangePassword = m_mustChange->isChecked();
    rules.enabled = m_enabled->isChecked();
    for (int row = 0; row < m_groups->count(); ++row)
        rules.groups << m_groups->item(row)->data(Qt::UserRole).toString();
    rules.templateUser = m_templateUser;
    rules.realm = m_context.person().realm;
    rules.domain = models::domainOfDn(m_context.person().baseDn());
    return rules;
}

void RulesPage::setPeople(const CsvTable &table, const QStringList &targets)
{
    const bool same = targets == m_targets && table.rows.size() == m_people.rows.size();
    m_people = table;
    m_people.rows = table.rows.mid(0, 3);
    m_people.lines = table.lines.mid(0, 3);
    const bool brings = targets.contains(u"password"_s);
    m_fromColumn->setEnabled(brings);
    if (brings && !m_targets.contains(u"password"_s))
        m_fromColumn->setChecked(true);
    else if (!brings && m_fromColumn->isChecked())
        m_generate->setChecked(true);
    m_targets = targets;
    if (!same)
        showExample();
}

void RulesPage::showExample()
{
    QHash<int, QString> passwords;
    const auto plan = makePlan(m_people, m_targets, rules(), {}, {}, passwords);
    QStringList lines;
    for (const auto &row : plan.rows) {
        QStringList parts{row.name, row.account, row.record.text("userPrincipalName"),
                          row.record.text("mail")};
        parts.removeAll(QString());
        lines << parts.join(u"  ·  "_s);
    }
    m_example->setText(lines.isEmpty() ? u"–"_s : lines.join(u'\n'));
    Q_EMIT changed();
}

void RulesPage::chooseGroups()
{
    render::PickerRequest request;
    request.title = tr("Groups that everybody joins");
    request.resources = {u"identity/groups"_s};
    render::openPicker(m_context, this, request, [this](const QList<wire::Record> &chosen) {
        for (const auto &group : chosen) {
            const QString dn = models::dnOf(group);
            if (rules().groups.contains(dn))
                continue;
            auto *item = new QListWidgetItem(models::nameOf(group), m_groups);
            item->setData(Qt::UserRole, dn);
            item->setToolTip(dn);
        }
        Q_EMIT changed();
    });
}

void RulesPage::chooseTemplate()
{
    render::PickerRequest request;
    request.title = tr("Template person");
    request.resources = {u"identity/users"_s};
    request.multiple = false;
    render::openPicker(m_context, this, request, [this](const QList<wire::Record> &chosen) {
        if (!chosen.isEmpty())
            readTemplate(models::idOf(chosen.first()));
    });
}

void RulesPage::readTemplate(const QString &id)
{
    m_template->setText(tr("Reading…"));
    m_call = m_context.source().get(
        wire::restPath(u"identity/users"_s, id), {}, this, [this](const Result<data::Answer> &answer) {
            if (answer)
                m_templateUser = models::recordFromJson(answer->json());
            showTemplate();
            if (!answer)
                m_template->setText(tr("It could not be read: %1").arg(answer.error().message));
            Q_EMIT changed();
        });
}

void RulesPage::showTemplate()
{
    if (m_templateUser.attributes.isEmpty())
        return m_template->setText(tr("none"));
    int taken = 0;
    for (const auto &name : templateAttributes())
        taken += m_templateUser.contains(name) ? 1 : 0;
    m_template->setText(tr("%1: %2 fields and %3 groups are taken from it")
                            .arg(models::nameOf(m_templateUser))
                            .arg(taken)
                            .arg(m_templateUser.values("memberOf").size()));
}

} // namespace smc::provisioning
