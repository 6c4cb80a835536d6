// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>
#include <QStringList>

class QButtonGroup;

namespace smc::render {

/// A field that two people changed at once.
struct Conflict
{
    QString field;
    QString label;
    QString before; ///< in words, as loaded
    QString mine;
    QString theirs;
    bool canMerge = false; ///< several values: both may stay
};

enum class Resolution { Mine, Theirs, Both };

/// Shows each conflict as before, mine and theirs, and lets the person choose field by field (objectName
/// "conflict").
class SheetConflict : public QDialog
{
    Q_OBJECT
public:
    SheetConflict(const QString &name, const QList<Conflict> &conflicts, QWidget *parent);

    [[nodiscard]] Resolution resolution(const QString &field) const;

private:
    QList<Conflict> m_conflicts;
    QList<QButtonGroup *> m_groups;
};

} // namespace smc::render
