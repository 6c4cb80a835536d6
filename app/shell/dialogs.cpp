// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/dialogs.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

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
