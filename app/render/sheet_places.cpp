// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_places.h"

#include "app/data/remote_data_source.h"
#include "app/models/records.h"
#include "shared/wire/paths.h"

#include <QApplication>
#include <QHash>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

QString words(const wire::Record &setting, bool counts)
{
    const QString value = setting.text("value");
    if (setting.text("place") == "file"_L1) {
        const QString line = setting.text("line");
        return counts ? QApplication::translate("smc::render::SheetPlaces", "In effect: smb.conf, line %1.")
                            .arg(line)
                      : QApplication::translate("smc::render::SheetPlaces",
                                                "smb.conf has the last word, line %1: %2")
                            .arg(line, value);
    }
    return counts ? QApplication::translate("smc::render::SheetPlaces", "In effect: the registry.")
                  : QApplication::translate("smc::render::SheetPlaces", "The registry has the last word: %1")
                        .arg(value);
}

/// What is said below one field.
struct Note
{
    Severity severity = Severity::Note;
    QStringList lines;
};

} // namespace

void showPlaces(Context &context, const model::Form &form, const wire::Record &object,
                const QList<FormPage *> &pages)
{
    if (form.places.isEmpty() || pages.isEmpty())
        return;
    QUrlQuery query;
    wire::addQuery(query, u"server"_s, object.text("server"));
    wire::addQuery(query, u"limit"_s, u"2000"_s);
    context.source().get(wire::restPath(form.places), query, pages.constFirst(),
                         [pages, here = object.text("place")](const Result<data::Answer> &answer) {
                             for (const FormPage *page : pages) {
                                 for (FormRow *row : page->rows())
                                     row->setNote(Severity::Note, {});
                             }
                             if (!answer)
                                 return; // by RPC alone nobody knows
                             QHash<FormRow *, Note> notes;
                             for (const wire::Record &setting : models::listFromJson(answer->json()).items) {
                                 const QString attribute = setting.text("attribute");
                                 const bool counts = setting.text("place") == here;
                                 for (const FormPage *page : pages) {
                                     FormRow *row = page->row(attribute);
                                     if (!row)
                                         continue;
                                     Note &note = notes[row];
                                     if (!counts)
                                         note.severity = Severity::Attention;
                                     // Several stand in one field.
                                     note.lines << (row->editor().writes(attribute)
                                                        ? words(setting, counts)
                                                        : setting.text("parameter") + u" – "_s +
                                                              words(setting, counts));
                                 }
                             }
                             for (auto it = notes.cbegin(); it != notes.cend(); ++it)
                                 it.key()->setNote(it->severity, it->lines.join(u'\n'));
                         });
}

} // namespace smc::render
