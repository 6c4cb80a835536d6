// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/editor.h"

#include <QMap>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace smc::render {

/// What people use of the file system below a share, and may use at most: the list at {id}/quotas, read when
/// it comes into sight, as it may cost the server a while. Whoever is chosen is read by himself, for the ETag
/// with which his limits travel as a Part of their own.
class QuotasEditor : public Editor
{
    Q_OBJECT
public:
    QuotasEditor(Context &context, const model::Field &field);

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
    void forget(const Part &part) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    using Limit = std::optional<quint64>; ///< bytes; none: no limit
    struct Quota
    {
        QString account;
        quint64 used = 0;
        Limit soft;
        Limit hard;
        QByteArray etag; ///< empty: known from the list only
    };
    /// What the person made of the limits, as he typed it.
    struct Typed
    {
        QString soft;
        QString hard;
    };

    void build();
    void readAll();
    void takeAll(const Result<data::Answer> &answer);
    /// Whoever is chosen can be edited once his ETag is known.
    void readChosen();
    /// What is typed is compared with what the server has now.
    void readTyped();
    data::Call *readOne(const QString &key, bool choose = false);
    void add();
    void take(const QString &key, const wire::Record &record, const QByteArray &etag);
    void showRows();
    void showRow(const QString &key);
    void showLimits();
    void takeTyped();
    void say(const QString &text, bool isFault = false);
    void say(const Error &error);
    /// Null: the list does not show him.
    [[nodiscard]] QTreeWidgetItem *rowOf(const QString &key) const;
    [[nodiscard]] QString chosen() const;
    [[nodiscard]] QString nameOf(const QString &key) const;
    [[nodiscard]] bool isChanged(const QString &key) const;

    QWidget *m_box;
    QTreeWidget *m_list;
    QLineEdit *m_soft;
    QLineEdit *m_hard;
    QPushButton *m_add;
    QPushButton *m_again;
    QLabel *m_note;
    QMap<QString, Quota> m_quotas; ///< by SID; "*": the default
    QStringList m_order;           ///< its keys as the list shows them
    QMap<QString, Typed> m_typed;
    QPointer<data::Call> m_reading; ///< of whoever is chosen
    QString m_about;                ///< what is said while nothing is wrong
    bool m_stale = true;
    bool m_filling = false;
    bool m_rebasing = false;
};

} // namespace smc::render
