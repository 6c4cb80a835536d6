// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/models/record_table_model.h"
#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QAbstractItemModel>
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

namespace smc::models {

/// The tree of a tab: the realm with its containers, each read when it is opened, and below it the saved
/// searches (the descriptor's and the person's own). GUI thread only.
class TreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    /// CountRole: how many objects the node holds, in the person's digits; empty as long as that is not
    /// known.
    enum Role { DnRole = Qt::UserRole + 1, KindRole, IdRole, SearchRole, CountRole };
    enum Kind { Container, Searches, Search };

    explicit TreeModel(data::RemoteDataSource &source, QObject *parent = nullptr);
    ~TreeModel() override;

    /// `root` is the realm's base DN. Begins to read its children.
    void setTree(const model::Tree &tree, const QString &rootDn);
    [[nodiscard]] const model::Tree &tree() const { return m_tree; }
    /// Shows the containers that the directory marks as showInAdvancedViewOnly, too.
    void setShowsAll(bool all);
    /// The person's own searches, shown after the descriptor's.
    void setOwnSearches(const QList<model::SavedSearch> &searches);
    [[nodiscard]] model::SavedSearch search(const QModelIndex &index) const;
    [[nodiscard]] bool isOwnSearch(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex rootIndex() const;
    /// The node of a DN, as far as it has been read.
    [[nodiscard]] QModelIndex find(const QString &dn) const;
    /// Reads the way down to `dn` and says reached(): with its node, or the nearest above when it is hidden
    /// or gone. What the service's cache does not know yet, the directory is asked for.
    void reach(const QString &dn);
    [[nodiscard]] wire::Record record(const QModelIndex &index) const;
    /// The DNs of the nodes that a person sees now: what they hold is counted, one after the other, and anew
    /// after a refresh. Counting is the cache's work, not the directory's; after a fresh refresh it is
    /// repeated until the cache knows as much.
    void setInSight(const QStringList &dns);
    /// What somebody else has just found to be in a node.
    void setCount(const QString &dn, qint64 count);
    /// Reads everything anew that has been read; nodes that stay keep their place, opened or not.
    /// `fresh` asks the directory, not the service's cache.
    void refresh(bool fresh = false);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &) const override { return 1; }
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// A new name of a container: it is shown at once and asked for with renameAsked().
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    /// The rename did not succeed: what the container is called is shown again.
    void giveNameBack(const wire::Record &record);
    /// A container has another DN now: its node and those below keep their places, opened or not.
    void follow(const QString &oldDn, const QString &newDn);
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

Q_SIGNALS:
    void failed(const smc::Error &error);
    void reached(const QModelIndex &index);
    void loaded(const QModelIndex &index);
    /// `record` as it was before.
    void renameAsked(const smc::wire::Record &record, const QString &name);

private:
    struct Node;
    [[nodiscard]] Node *node(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node) const;
    void load(Node *node, bool fresh = false);
    void merge(Node *node, const QList<wire::Record> &records);
    void stepTowards();
    void countNext();
    [[nodiscard]] bool isBehind(const data::Answer &answer) const;
    [[nodiscard]] QUrlQuery placeQuery(const QMap<QString, QString> &parts, const wire::Record &record) const;
    void fillSearches();

    data::RemoteDataSource &m_source;
    model::Tree m_tree;
    std::vector<std::unique_ptr<Node>> m_roots;
    QList<model::SavedSearch> m_own;
    QString m_wanted; ///< the DN that reach() is on the way to
    QString m_asked;  ///< the node above it that the directory was asked about
    QStringList m_inSight;
    int m_counting = 0;            ///< requests under way
    quint64 m_countGeneration = 1; ///< goes up with each refresh
    QElapsedTimer m_sinceFresh;    ///< since the directory itself was asked
    QTimer m_countAgain;           ///< until the service's cache has caught up with that
    bool m_all = false;
};

} // namespace smc::models
