// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does with whole lists: export, saved searches.
#include "app/models/records.h"
#include "app/render/grid_view.h"
#include "app/shell/main_window.h"
#include "app/shell/status_line.h"
#include "app/shell/workspace.h"
#include "shared/wire/paths.h"

#include <QSaveFile>
#include <QSettings>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

void MainWindow::exportList()
{
    const Workspace *page = workspace();
    if (!page)
        return;
    const QString name = page->location().isSearch() ? page->location().search.title.shown()
                                                     : models::nameOfDn(page->location().dn);
    // The question is put together now: the person may go elsewhere while the file is being named.
    data::Request request{.path = wire::restPath(page->table().query().resource),
                          .query = page->table().request(page->grid().shownFields()),
                          .accept = "text/csv"};
    m_context->dialogs().saveFile(
        this, tr("Export the list"), u"%1.csv"_s.arg(name), tr("CSV files (*.csv)"),
        [this, request](const QString &file) {
            if (file.isEmpty())
                return;
            auto call =
                m_context->source().send(request, this, [this, file](const Result<data::Answer> &answer) {
                    m_status->setWait({});
                    if (!answer) {
                        m_context->say(tr("Exporting"), answer.error());
                        return;
                    }
                    QSaveFile out(file);
                    if (!out.open(QIODevice::WriteOnly) || out.write(answer->body) != answer->body.size() ||
                        !out.commit())
                        m_context->say(tr("Writing %1").arg(file),
                                       Error{.code = ErrorCode::Refused, .message = out.errorString()});
                    else
                        m_context->say(render::Severity::Done, tr("The list is in %1").arg(file), {});
                });
            m_status->setWait(tr("Exporting …"));
            connect(m_status, &StatusLine::waitCancelled, call, [this, call] {
                call->cancel();
                m_status->setWait({});
            });
        });
}

void MainWindow::saveSearch()
{
    const Workspace *page = workspace();
    if (!page)
        return;
    const Location here = page->location();
    QString filter = page->table().query().filter;
    if (here.filter.isEmpty() && !here.isSearch()) {
        m_context->say(render::Severity::Note,
                       tr("A search is a filter with a name: filter the list first (%1).")
                           .arg(QKeySequence(u"Ctrl+F"_s).toString(QKeySequence::NativeText)),
                       {});
        return;
    }
    if (!here.isSearch())
        filter = here.filter; // without what the tree hides
    model::SavedSearch search{.name = {},
                              .title = {},
                              .resource = page->table().query().resource,
                              .grid = page->gridDescriptor().name,
                              .filter = filter};
    m_context->dialogs().askText(this, tr("Save this search"), tr("Its name:"), filter,
                                 [this, search](const std::optional<QString> &name) mutable {
                                     if (!name || name->trimmed().isEmpty())
                                         return;
                                     search.name = u"own/"_s + name->trimmed();
                                     search.title.source = name->trimmed();
                                     deleteSearch(search);
                                     QSettings settings;
                                     const int count = settings.beginReadArray(u"searches"_s);
                                     settings.endArray();
                                     settings.beginWriteArray(u"searches"_s, count + 1);
                                     settings.setArrayIndex(count);
                                     settings.setValue(u"name"_s, search.title.source);
                                     settings.setValue(u"resource"_s, search.resource);
                                     settings.setValue(u"grid"_s, search.grid);
                                     settings.setValue(u"filter"_s, search.filter);
                                     settings.endArray();
                                     loadSearches();
                                 });
}

void MainWindow::loadSearches()
{
    QList<model::SavedSearch> searches;
    QSettings settings;
    const int count = settings.beginReadArray(u"searches"_s);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const QString name = settings.value(u"name"_s).toString();
        searches.append({.name = u"own/"_s + name,
                         .title = {.source = name, .own = {}},
                         .resource = settings.value(u"resource"_s).toString(),
                         .grid = settings.value(u"grid"_s).toString(),
                         .filter = settings.value(u"filter"_s).toString()});
    }
    settings.endArray();
    for (Workspace *page : std::as_const(m_workspaces))
        page->setOwnSearches(searches);
}

void MainWindow::deleteSearch(const model::SavedSearch &search)
{
    struct Kept
    {
        QVariant name, resource, grid, filter;
    };
    QList<Kept> kept;
    QSettings settings;
    const int count = settings.beginReadArray(u"searches"_s);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        if (settings.value(u"name"_s).toString() != search.title.source)
            kept.append({settings.value(u"name"_s), settings.value(u"resource"_s), settings.value(u"grid"_s),
                         settings.value(u"filter"_s)});
    }
    settings.endArray();
    settings.remove(u"searches"_s);
    settings.beginWriteArray(u"searches"_s, int(kept.size()));
    for (int i = 0; i < int(kept.size()); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(u"name"_s, kept.at(i).name);
        settings.setValue(u"resource"_s, kept.at(i).resource);
        settings.setValue(u"grid"_s, kept.at(i).grid);
        settings.setValue(u"filter"_s, kept.at(i).filter);
    }
    settings.endArray();
    loadSearches();
}

} // namespace smc::shell
