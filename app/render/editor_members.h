// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

#include <QHash>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace smc::render {

/// A list of memberships with what is to be added and removed at Apply. The group's `member` attribute is
/// never written as a whole: each membership is a change of its own, so that a group of 5,000 costs what was
/// changed in it.
class MembershipEditor : public Editor
{
    Q_OBJECT
public:
    MembershipEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] bool fillsPage() const override { return true; }
    [[nodiscard]] bool heedsSchema() const override { return false; }
    /// The DNs that are to be after Apply, as far as they are known here.
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] bool isChanged() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;
    void rebase(const wire::Record &object) override;
    /// Each membership is a change of its own; adding one who is there already is no fault.
    [[nodiscard]] bool conflictsWith(const QStringList &) const override { return false; }
    void apply(wire::Record &changes) const override;
    [[nodiscard]] QList<Step> steps() const override;

protected:
    void showReadOnly(bool readOnly) override;
    /// What joins `dn` and the object, or parts them.
    [[nodiscard]] virtual Step membership(const QString &dn, bool joins) const = 0;

    struct Entry
    {
        QString dn;
        QString name;
        QString account;
        QString note; ///< shown in place of the account; the entry can't be removed
    };
    void clearEntries();
    void addEntry(const Entry &entry);
    void setNote(const QString &text, bool more = false);
    virtual void showMore() {}

private:
    void choose();
    void remove();
    void update();
    void paint(QTreeWidgetItem *item) const;
    [[nodiscard]] QTreeWidgetItem *find(const QString &dn) const;

    QWidget *m_box;
    QTreeWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_more;
    QLabel *m_note;
    QStringList m_added;   ///< DNs
    QStringList m_removed; ///< DNs
    QHash<QString, QString> m_names;
};

/// Direct members of a group, page by page from GET …/members.
class MembersEditor : public MembershipEditor
{
    Q_OBJECT
public:
    using MembershipEditor::MembershipEditor;

protected:
    void show(const QStringList &values) override;
    [[nodiscard]] Step membership(const QString &dn, bool joins) const override;
    void showMore() override;

private:
    void fetch();

    QString m_cursor;
    qint64 m_shown = 0;
    quint64 m_generation = 0;
};

/// Groups that an object is a direct member of; the primary group (which memberOf leaves out) is shown with
/// them.
class MembersOfEditor : public MembershipEditor
{
    Q_OBJECT
public:
    using MembershipEditor::MembershipEditor;

protected:
    void show(const QStringList &values) override;
    [[nodiscard]] Step membership(const QString &dn, bool joins) const override;

private:
    quint64 m_generation = 0;
};

} // namespace smc::render
