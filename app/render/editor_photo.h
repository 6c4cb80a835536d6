// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QLabel;
class QPushButton;

namespace smc::render {

/// A picture as JPEG of at most `maxBytes`, made smaller until it fits: 96…648 px, quality 90 down to 40.
/// Nothing when it can't be made to fit.
[[nodiscard]] QByteArray photoWithin(const QImage &image, qint64 maxBytes);

/// A picture of a person: load from a file, save to one, clear; a dropped picture is taken, too.
class PhotoEditor : public Editor
{
    Q_OBJECT
public:
    PhotoEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QList<Error> verify() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Takes the picture in `file`; what is wrong with it is said at the field by verify().
    void take(const QString &file);

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void save(const QString &file);

    QWidget *m_box;
    QLabel *m_picture;
    QPushButton *m_load;
    QPushButton *m_save;
    QPushButton *m_clear;
    QLabel *m_size;
    QByteArray m_base64;
    QString m_refused;
};

} // namespace smc::render
