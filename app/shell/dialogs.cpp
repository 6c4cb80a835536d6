// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/dialogs.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

void runFileDialog(QFileDialog *dialog, std::function<void(QString)> then)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, then = std::move(then)](int result) {
        then(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

} // namespace

void MessageDialogs::ask(QWidget *parent, const render::Question &question, std::function<void(bool)> then)
{
    auto *box = new QMessageBox(question.danger ? QMessageBox::Warning : QMessageBox::Question,
                                question.title, question.text, QMessageBox::NoButton, parent);
    box->setObjectName(u"question"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(question.details);
    QPushButton *accept = box->addButton(question.accept, question.danger ? QMessageBox::DestructiveRole
                                                                          : QMessageBox::AcceptRole);
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    accept->setObjectName(u"questionAccept"_s);
    cancel->setObjectName(u"questionCancel"_s);
    box->setDefaultButton(question.danger ? cancel : accept);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, box,
                     [box, accept, then = std::move(then)] { then(box->clickedButton() == accept); });
    box->open();
}

void MessageDialogs::askReason(QWidget *parent, const render::Question &question,
                               std::function<void(std::optional<QString>)> then)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(u"question"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.title);
    dialog->setMinimumWidth(440);
    auto *icon = new QLabel;
    const int size = dialog->style()->pixelMetric(QStyle::PM_MessageBoxIconSize, nullptr, dialog);
    icon->setPixmap(
        dialog->style()
            ->standardIcon(question.danger ? QStyle::SP_MessageBoxWarning : QStyle::SP_MessageBoxQuestion)
            .pixmap(size, size));
    auto *text = new QLabel(question.text);
    auto *details = new QLabel(question.details);
    for (QLabel *label : {text, details}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto *reason = new QLineEdit;
    reason->setObjectName(u"questionReason"_s);
    reason->setMaxLength(render::longestReason);
    reason->setPlaceholderText(tr("Why, for whoever reads the changes later; may stay empty"));
    auto *label = new QLabel(tr("&Reason:"));
    label->setBuddy(reason);
    auto *buttons = new QDialogButtonBox;
    QPushButton *accept = buttons->addButton(
        question.accept, question.danger ? QDialogButtonBox::DestructiveRole : QDialogButtonBox::AcceptRole);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    accept->setObjectName(u"questionAccept"_s);
    cancel->setObjectName(u"questionCancel"_s);
    // Enter in the line of the reason neither consents nor throws it away.
    accept->setAutoDefault(!question.danger);
    cancel->setAutoDefault(false);
    auto *layout = new QGridLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(8);
    layout->addWidget(icon, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(text, 0, 1);
    layout->addWidget(details, 1, 1);
    layout->addWidget(label, 2, 1);
    layout->addWidget(reason, 3, 1);
    layout->addWidget(buttons, 4, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, dialog, [reason, then = std::move(then)](int result) {
        then(result == QDialog::Accepted ? std::optional(reason->text().trimmed()) : std::nullopt);
    });
    dialog->open();
}

void MessageDialogs::askText(QWidget *parent, const QString &title, const QString &label,
                             const QString &value, std::function<void(std::optional<QString>)> then)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setObjectName(u"textDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(value);
    dialog->setMinimumWidth(360);
    if (auto *edit = dialog->findChild<QLineEdit *>()) {
        edit->setObjectName(u"textValue"_s);
        edit->selectAll();
    }
    QObject::connect(dialog, &QDialog::finished, dialog, [dialog, then = std::move(then)](int result) {
        then(result == QDialog::Accepted ? std::optional(dialog->textValue()) : std::nullopt);
    });
    dialog->open();
}

void MessageDialogs::openFile(QWidget *parent, const QString &title, const QString &filter,
                              std::function<void(QString)> then)
{
    auto *dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    runFileDialog(dialog, std::move(then));
}

void MessageDialogs::saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                              const QString &filter, std::function<void(QString)> then)
{
    auto *dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(suggestion);
    runFileDialog(dialog, std::move(then));
}

} // namespace smc::shell
