// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace smc::render {

class Context;

/// Where folders are looked for: in a share, of which {resource}/{id}/folders tells.
struct FolderRoot
{
    QString label; ///< how it is called in the tree
    QString resource;
    QString id;
    QString prefix; ///< stands before the path that is answered: the share's own path on the server, say
};

struct FolderRequest
{
    QString title;
    QList<FolderRoot> roots;
};

/// A tree of folders (objectName "folder_dialog", window-modal to `parent`), read level by level as it is
/// opened. `then` gets the path of the one that was chosen: "/a/b" below the root's prefix, "/" or the prefix
/// alone for the root. It is not called when the person cancels or `parent` is gone.
void openFolderDialog(Context &context, QWidget *parent, const FolderRequest &request,
                      std::function<void(const QString &path)> then);

} // namespace smc::render
