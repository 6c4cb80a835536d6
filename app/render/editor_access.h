// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/models/access_list.h"
#include "app/render/editor.h"

#include <QMap>
#include <QUrlQuery>

#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;
class QTreeWidget;

namespace smc::render {

class AccessEntryPanel;

/// Who may do what with a share and with the folders in it: the lists at {id}/acl, read one by one as they
/// are looked at. Each list that was changed travels as a Part of its own, with its own ETag.
///
/// A list is a place: empty for the share's own, "/" for its folder, "/a/b" for one in it.
class AccessEditor : public Editor
{
    Q_OBJECT
public:
    AccessEditor(Context &context, const model::Field &field);

    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] bool heedsSchema() const override { return false; }
    [[nodiscard]] bool fillsPage() const override { return true; }
    [[nodiscard]] QStringList values() const override { return loaded(); }
    [[nodiscard]] bool isChanged() const override;
    [[nodiscard]] bool conflictsWith(const QStringList &) const override { return false; }
    [[nodiscard]] QList<Error> verify() const override;
    void apply(wire::Record &) const override {}
    [[nodiscard]] QList<Part> parts() const override;
    void rebase(const wire::Record &object) override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    /// What is known of one list, and what the person made of it.
    struct State
    {
        bool known = false;
        bool edited = false; ///< by hand
        models::AccessList read;
        models::AccessList wanted;
        QString restored; ///< SDDL that was read from a backup; empty: none
        QByteArray etag;
        QString fault; ///< why it could not be read

        [[nodiscard]] bool isChanged() const
        {
            return known && (!restored.isEmpty() || !wanted.sameAs(read));
        }
    };

    void build();
    void read(const QString &place, bool keepWanted);
    void take(const QString &place, bool keepWanted, const Result<data::Answer> &answer);
    void showPlace();
    void showEntry();
    void takeEntry();
    void change(const std::function<void(models::AccessList &)> &how);
    void addFromDirectory();
    void addEntry(const QString &sid, const QString &name);
    void removeSelected();
    void setInherits(bool inherits);
    void browse();
    void askEffective();
    void backUp();
    void restore();
    void takeRestored(const QString &place, const QString &sddl, const QJsonValue &change);
    void say(const QString &text, bool isFault = false);
    void update();
    [[nodiscard]] State &here() { return m_states[m_place]; }
    [[nodiscard]] int row() const;
    [[nodiscard]] QUrlQuery queryOf(const QString &place) const;
    /// "data" or "data/a/b", for messages and file names.
    [[nodiscard]] QString nameOf(const QString &place) const;

    QWidget *m_box;
    QComboBox *m_places;
    QPushButton *m_browse;
    QLabel *m_owner;
    QCheckBox *m_inherits;
    QTreeWidget *m_list;
    QPushButton *m_add;
    QToolButton *m_wellKnown;
    QPushButton *m_remove;
    QPushButton *m_effective;
    QPushButton *m_backUp;
    QPushButton *m_restore;
    QPushButton *m_again;
    AccessEntryPanel *m_panel;
    QLabel *m_note;
    QString m_place;
    QMap<QString, State> m_states;
    bool m_filling = false;
    bool m_rebasing = false;
};

} // namespace smc::render
