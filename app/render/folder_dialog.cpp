// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/folder_dialog.h"

#include "app/models/icons.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "shared/wire/paths.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrlQuery>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int foldersAtOnce = 1000;

enum FolderRole { RootRole = Qt::UserRole, PathRole, ReadRole };

class FolderDialog : public QDialog
{
    Q_DECLARE_TR_FUNCTIONS(smc::render::FolderDialog)
public:
    FolderDialog(Context &context, QWidget *parent, FolderRequest request)
        : QDialog(parent)
        , m_context(context)
        , m_request(std::move(request))
        , m_tree(new QTreeWidget)
        , m_path(new QLabel)
        , m_note(new QLabel)
        , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setObjectName(u"folder_dialog"_s);
        setWindowTitle(m_request.title);
        resize(520, 480);
        m_tree->setObjectName(u"folders"_s);
        m_tree->setAccessibleName(tr("Folders"));
        m_tree->setHeaderHidden(true);
        m_tree->setUniformRowHeights(true);
        m_path->setObjectName(u"folder_path"_s);
        m_path->setTextFormat(Qt::PlainText);
        m_note->setObjectName(u"folder_note"_s);
        m_note->setWordWrap(true);
        m_note->setTextFormat(Qt::PlainText);
        m_note->setPalette(statePalette(palette(), Severity::Fault));
        m_note->hide();
        m_buttons->button(QDialogButtonBox::Ok)->setObjectName(u"folder_ok"_s);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(16, 16, 16, 16);
        layout->setSpacing(8);
        layout->addWidget(m_tree, 1);
        layout->addWidget(m_path);
        layout->addWidget(m_note);
        layout->addWidget(m_buttons);
        for (int i = 0; i < int(m_request.roots.size()); ++i)
            addItem(nullptr, i, m_request.roots.at(i).label, u"/"_s);
        connect(m_tree, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem *item) { read(item); });
        connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] { refresh(); });
        connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
        connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        if (QTreeWidgetItem *first = m_tree->topLevelItem(0)) {
            m_tree->setCurrentItem(first);
            if (m_request.roots.size() == 1)
                first->setExpanded(true);
        }
        refresh();
    }

    [[nodiscard]] QString path() const
    {
        const QTreeWidgetItem *item = m_tree->currentItem();
        if (!item)
            return {};
        const QString &prefix = m_request.roots.at(item->data(0, RootRole).toInt()).prefix;
        const QString below = item->data(0, PathRole).toString();
        return below == u"/" && !prefix.isEmpty() ? prefix : prefix + below;
    }

private:
    void addItem(QTreeWidgetItem *above, int root, const QString &label, const QString &path)
    {
        auto *item = above ? new QTreeWidgetItem(above) : new QTreeWidgetItem(m_tree);
        item->setText(0, label);
        item->setIcon(0, models::icon(u"folder"_s));
        item->setData(0, RootRole, root);
        item->setData(0, PathRole, path);
        // Whether something is in it is known when it is opened.
        item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    }
    void read(QTreeWidgetItem *item)
    {
        if (item->data(0, ReadRole).toBool())
            return;
        item->setData(0, ReadRole, true);
        const int number = item->data(0, RootRole).toInt();
        const FolderRoot &root = m_request.roots.at(number);
        const QString path = item->data(0, PathRole).toString();
        QUrlQuery query;
        wire::addQuery(query, u"path"_s, path);
        wire::addQuery(query, u"filter"_s, u"kind:folder"_s);
        wire::addQuery(query, u"fields"_s, u"name,path"_s);
        wire::addQuery(query, u"limit"_s, QString::number(foldersAtOnce));
        m_context.source().get(wire::restPath(root.resource, root.id, u"folders"_s), query, this,
                               [this, item, number, path](const Result<data::Answer> &answer) {
                                   if (!answer) {
                                       item->setData(0, ReadRole, false);
                                       item->setExpanded(false);
                                       return say(answer.error().hint.isEmpty()
                                                      ? answer.error().message
                                                      : answer.error().message + u' ' + answer.error().hint);
                                   }
                                   const wire::RecordList list = models::listFromJson(answer->json());
                                   for (const wire::Record &folder : list.items)
                                       addItem(item, number, folder.text("name"), folder.text("path"));
                                   if (list.items.isEmpty())
                                       item->setChildIndicatorPolicy(QTreeWidgetItem::DontShowIndicator);
                                   say(list.next.isEmpty()
                                           ? QString()
                                           : tr("%1 holds %2 folders; the first %3 are shown.")
                                                 .arg(path)
                                                 .arg(list.total)
                                                 .arg(list.items.size()));
                               });
    }
    void refresh()
    {
        m_path->setText(path());
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_tree->currentItem());
    }
    void say(const QString &text)
    {
        m_note->setText(text);
        m_note->setVisible(!text.isEmpty());
    }

    Context &m_context;
    FolderRequest m_request;
    QTreeWidget *m_tree;
    QLabel *m_path;
    QLabel *m_note;
    QDialogButtonBox *m_buttons;
};

} // namespace

void openFolderDialog(Context &context, QWidget *parent, const FolderRequest &request,
                      std::function<void(const QString &path)> then)
{
    auto *dialog = new FolderDialog(context, parent->window(), request);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, then = std::move(then)] { then(dialog->path()); });
    dialog->open();
}

} // namespace smc::render
