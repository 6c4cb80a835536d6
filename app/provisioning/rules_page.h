// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/provisioning/plan.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QRadioButton;

namespace smc::render {
class Context;
}

namespace smc::provisioning {

/// Step 2: how a row becomes a person.
class RulesPage : public QWidget
{
    Q_OBJECT
public:
    RulesPage(render::Context &context, const QString &parentDn, QWidget *parent = nullptr);

    [[nodiscard]] Rules rules() const;
    /// The first rows, for the example below the patterns, and whether the file brings passwords.
    void setPeople(const CsvTable &table, const QStringList &targets);

Q_SIGNALS:
    void changed();

private:
    void showExample();
    void chooseGroups();
    void chooseTemplate();
    void readTemplate(const QString &id);
    void showTemplate();

    render::Context &m_context;
    QString m_parentDn;
    QComboBox *m_account;
    QComboBox *m_display;
    QComboBox *m_principal;
    QComboBox *m_mail;
    QCheckBox *m_umlauts;
    QLabel *m_example;
    QRadioButton *m_generate;
    QRadioButton *m_fromColumn;
    QRadioButton *m_noPassword;
    QCheckBox *m_mustChange;
    QCheckBox *m_enabled;
    QListWidget *m_groups;
    QLabel *m_template;
    wire::Record m_templateUser;
    QPointer<data::Call> m_call;
    CsvTable m_people;
    QStringList m_targets;
};

} // namespace smc::provisioning
