// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_photo.h"

#include "app/render/context.h"

#include <QBuffer>
#include <QDragEnterEvent>
#include <QFile>
#include <QGridLayout>
#include <QImage>
#include <QImageReader>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int photoShownSide = 96;
constexpr qint64 photoFileLimit = 64 * 1024 * 1024;

QPixmap emptyPhoto(const QPalette &palette)
{
    QPixmap pixmap(photoShownSide, photoShownSide);
    pixmap.fill(palette.color(QPalette::AlternateBase));
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Mid));
    painter.drawEllipse(QPointF(48, 38), 16, 16);
    painter.drawEllipse(QPointF(48, 92), 30, 32);
    return pixmap;
}

} // namespace

QByteArray photoWithin(const QImage &image, qint64 maxBytes)
{
    // Down in steps: a smaller picture of good quality is better than a large one full of artefacts.
    for (const int side : {648, 480, 360, 240, 160, 96}) {
        const QImage scaled = image.width() > side || image.height() > side
                                  ? image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                                  : image;
        for (const int quality : {90, 75, 60, 40}) {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            // JPEG has no transparency; on white it looks as people expect it.
            QImage flat(scaled.size(), QImage::Format_RGB32);
            flat.fill(Qt::white);
            QPainter(&flat).drawImage(0, 0, scaled);
            if (!flat.save(&buffer, "JPEG", quality))
                return {};
            if (maxBytes <= 0 || bytes.size() <= maxBytes)
                return bytes;
        }
    }
    return {};
}

PhotoEditor::PhotoEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_picture(new QLabel)
    , m_load(new QPushButton(tr("Load…")))
    , m_save(new QPushButton(tr("Save as…")))
    , m_clear(new QPushButton(tr("Clear")))
    , m_size(new QLabel)
{
    dress(m_picture);
    dress(m_load, u"_load"_s);
    dress(m_save, u"_save"_s);
    dress(m_clear, u"_clear"_s);
    m_picture->setFixedSize(photoShownSide, photoShownSide);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setAcceptDrops(true);
    m_picture->installEventFilter(this);
    for (auto *button : {m_load, m_save, m_clear})
        button->setAutoDefault(false);
    auto *layout = new QGridLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_picture, 0, 0, 3, 1);
    layout->addWidget(m_load, 0, 1);
    layout->addWidget(m_save, 0, 2);
    layout->addWidget(m_clear, 0, 3);
    layout->addWidget(m_size, 1, 1, 1, 3);
    layout->setColumnStretch(4, 1);
    layout->setRowStretch(2, 1);
    connect(m_load, &QPushButton::clicked, this, [this] {
        this->context().dialogs().openFile(m_box, tr("Load a picture"),
                                           tr("Pictures (*.jpg *.jpeg *.png *.gif *.bmp *.webp)"),
                                           [this](const QString &file) {
                                               if (!file.isEmpty())
                                                   take(file);
                                           });
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        this->context().dialogs().saveFile(m_box, tr("Save the picture"),
                                           u"%1.jpg"_s.arg(object().text("name")), tr("JPEG (*.jpg)"),
                                           [this](const QString &file) {
                                               if (!file.isEmpty())
                                                   save(file);
                                           });
    });
    connect(m_clear, &QPushButton::clicked, this, [this] { edit({}); });
}

QWidget *PhotoEditor::widget()
{
    return m_box;
}

QWidget *PhotoEditor::focusTarget()
{
    return m_load;
}

QStringList PhotoEditor::values() const
{
    return m_base64.isEmpty() ? QStringList() : QStringList(QString::fromLatin1(m_base64));
}

QList<Error> PhotoEditor::verify() const
{
    QList<Error> errors;
    if (!m_refused.isEmpty())
        errors << fault(m_refused);
    return errors;
}

QString PhotoEditor::describe(const QStringList &values) const
{
    return values.isEmpty()
               ? tr("(no picture)")
               : tr("picture of %1").arg(QLocale().formattedDataSize(values.first().size() * 3 / 4));
}

bool PhotoEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter && !isReadOnly()) {
        auto *drag = static_cast<QDragEnterEvent *>(event);
        if (drag->mimeData()->hasUrls())
            drag->acceptProposedAction();
        return true;
    }
    if (event->type() == QEvent::Drop && !isReadOnly()) {
        const auto urls = static_cast<QDropEvent *>(event)->mimeData()->urls();
        if (!urls.isEmpty() && urls.first().isLocalFile())
            take(urls.first().toLocalFile());
        return true;
    }
    return Editor::eventFilter(watched, event);
}

void PhotoEditor::take(const QString &file)
{
    m_refused.clear();
    QImageReader reader(file);
    reader.setAutoTransform(true);
    if (QFile(file).size() > photoFileLimit) {
        m_refused = tr("This file is larger than %1.").arg(QLocale().formattedDataSize(photoFileLimit));
    } else if (const QImage image = reader.read(); image.isNull()) {
        m_refused = tr("This is no picture that can be read: %1").arg(reader.errorString());
    } else {
        const QByteArray bytes = photoWithin(image, field().maxBytes);
        if (bytes.isEmpty()) {
            m_refused = tr("The picture can't be made smaller than %1.")
                            .arg(QLocale().formattedDataSize(field().maxBytes));
        } else {
            edit({QString::fromLatin1(bytes.toBase64())});
            return;
        }
    }
    Q_EMIT edited();
}

void PhotoEditor::save(const QString &file)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QByteArray::fromBase64(m_base64)) < 0) {
        Error error = fault(out.errorString());
        error.place = file;
        context().say(tr("Saving the picture"), error);
    }
}

void PhotoEditor::show(const QStringList &values)
{
    m_refused.clear();
    m_base64 = values.value(0).toLatin1();
    const QByteArray bytes = QByteArray::fromBase64(m_base64);
    QPixmap pixmap;
    if (bytes.isEmpty() || !pixmap.loadFromData(bytes))
        m_picture->setPixmap(emptyPhoto(m_picture->palette()));
    else
        m_picture->setPixmap(
            pixmap.scaled(photoShownSide, photoShownSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    m_size->setText(bytes.isEmpty() ? tr("No picture")
                                    : tr("%1 × %2, %3")
                                          .arg(pixmap.width())
                                          .arg(pixmap.height())
                                          .arg(QLocale().formattedDataSize(bytes.size())));
    m_save->setEnabled(!bytes.isEmpty());
    m_clear->setEnabled(!bytes.isEmpty() && !isReadOnly());
}

void PhotoEditor::showReadOnly(bool readOnly)
{
    m_load->setVisible(!readOnly);
    m_clear->setVisible(!readOnly);
}

} // namespace smc::render
