// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// Descriptors say what a client draws: see docs/descriptors.md, which is the description of every member
/// below. The service reads and serves them, the client parses what the service served; both use this.
///
/// Plain values, no threads, no I/O except in loadDescriptors().
namespace smc::model {

/// A text for people. `source` is English and the key of the translation (context "descriptor");
/// `own` holds the languages that the file itself brings ("de" → "Benutzer").
struct Text
{
    QString source;
    QMap<QString, QString> own;

    [[nodiscard]] bool isEmpty() const { return source.isEmpty(); }
    /// In the language of the default QLocale: the file's own word, else the catalogue's, else English.
    [[nodiscard]] QString shown() const;
};

/// The first rule that fits gives the icon; one without `when` fits always. `when` is an attribute (then
/// `has` is one of its values) or "is" (then `has` is a state: disabled, locked, expired).
struct IconRule
{
    QString when;
    QString has;
    QString icon;
};

/// What may be dropped here: objects of the resource `from` (or a media type such as text/csv), `to` names
/// the resource of the target where a place holds several.
struct Drop
{
    QString from;
    QString to;
    QString action;
};

struct SavedSearch
{
    QString name;
    Text title;
    QString resource;
    QString grid;
    QString filter; ///< in the form of rest.md
};

struct Tab
{
    QString name;
    Text title;
    QString icon;
    int order = 0;
    QString tree; ///< may be empty: the grid then fills the tab
    QString grid;
    bool dashboard = false; ///< the detail pane has the larger part, and begins with its charts
    QString role;           ///< seen by this role alone; empty: by everybody
    QJsonObject json;
};

struct Tree
{
    QString name;
    Text title;
    QString resource;
    QString parentKey;                    ///< attribute whose value stands in the queries below
    QString label;                        ///< attribute shown
    QMap<QString, QString> childrenQuery; ///< query parameters; "{attribute}" is replaced by the node's value
    QString grid;                         ///< shows what a node holds
    QMap<QString, QString> gridQuery;
    QString count; ///< the resource whose objects, by gridQuery, are counted beside each node; empty: none
    QList<IconRule> icons;
    QList<Drop> drops;
    QList<SavedSearch> saved;
    QString role;
    QJsonObject json;
};

struct Choice
{
    QString value;
    Text label;
};

struct Column
{
    QString field;
    Text label;
    int width = 120;
    std::optional<Qt::SortOrder> sort; ///< the order that the grid begins with
    QString format = QStringLiteral("text");
    bool fixed = false;    ///< in the fixed font, for what is compared letter by letter
    bool hidden = false;   ///< offered by the columns menu, not shown at first
    QList<Choice> choices; ///< words for values; one that none of them names is shown as `format` says
    QString of;            ///< of a bar: the field, or the number, that is all of it
    bool left = false;     ///< of a bar: the value says what is left of it, not what is used
    bool trend = false;    ///< of a bar: with a line of what it was since the list is shown
    bool plain = false;    ///< of a bar: being full is no reason to worry
    QString metric;        ///< of "usage": of which status/usage tells
    QString share;         ///< of "usage": the field that names the share; empty: what is the server's own
    QString role;
};

/// What a person hears of an object before an action is carried out on it: the first that fits, as with
/// icons.
struct Warning
{
    QString when;
    QString has;
    Text text; ///< may hold "{attribute}"
};

/// `name` alone is an action that the client knows; with a `path` it is sent to …/{id}{path}, of `resource`
/// where that is another one than the list's; with a `form` it opens that for the object, as one of
/// `resource`; with a `grid` it opens the list that `query` finds for the object.
struct Action
{
    QString name;
    Text label;
    QString icon;
    QString method = QStringLiteral("PUT");
    QString path;
    QString form;
    QString resource;
    QString asks;                 ///< the form whose values go with it
    QString grid;                 ///< of the list
    QMap<QString, QString> query; ///< of the list; "{attribute}" is replaced by the object's value
    Text confirm;                 ///< asked before; empty: nothing is asked
    QList<Warning> warnings;
    QString role;
};

struct Create
{
    QString form;
    QString resource;
    Text label;
    QString icon;
};

/// A metric of status/usage over time.
struct Chart
{
    Text title;
    QString metric;
    QString of;          ///< the metric, or the number, that is all of it: then it is shown in per cent
    bool left = false;   ///< the metric says what is left of it, not what is used
    bool shares = false; ///< a line for each share (or printer) in place of one for each server
    int rate = 0;        ///< the metric counts on: shown is how much it grew in a second, in units of so
                         ///< many; 0: it does not
};

/// Beside the overview of the detail pane: the names that an attribute holds, a list of records that belong
/// to the object, or charts of what was collected of it.
struct DetailPage
{
    Text title;
    QString field;                ///< its values are DNs
    QString grid;                 ///< of the list; its resource may hold "{attribute}" of the object
    QMap<QString, QString> query; ///< of the list; "{attribute}" is replaced by the object's value
    QString into;                 ///< what of `query` says where in the object it is: a row of the kind
                                  ///< "folder" opens there, at its own attribute of that name
    QStringList columns;          ///< of the grid's those that are shown, in this order; empty: all
    Text empty;                   ///< what would be in the list
    QList<Chart> charts;          ///< then `query` is theirs
    QString role;
};

struct Grid
{
    QString name;
    Text title;
    QString resource;
    QString role;
    QStringList fields; ///< fetched beside those of the columns
    QList<Column> columns;
    QList<IconRule> icons;
    QString form;    ///< of the property sheet; empty: the first form of the object's resource
    int refresh = 0; ///< seconds after which the list is read anew while it is looked at; 0: never
    int maxAge =
        0; ///< seconds; what the service knows already is good enough for another page or order; 0: not
    Text heading;       ///< of the detail pane; may hold "{column}". Empty: the object's name
    QStringList detail; ///< attributes of the detail pane, in order
    QList<DetailPage> detailPages;
    QList<Action> actions;
    QList<Create> creates;
    QList<Drop> drops;
    QJsonObject json;

    [[nodiscard]] const Column *column(const QString &field) const;
};

struct Flag
{
    quint32 bit = 0;
    Text label;
    bool inverted = false; ///< checked when the bit is not set
};

struct Field
{
    QString field;
    Text label;
    QString editor = QStringLiteral("text");
    Text hint;
    Text unit;
    QString pattern;     ///< a regular expression, matched as a whole by the file's own anchors
    Text message;        ///< said when `pattern` does not match
    int maxLength = 0;   ///< 0: no limit
    qint64 maxBytes = 0; ///< of a photo; 0: no limit
    bool required = false;
    bool readOnly = false;
    bool createOnly = false;
    QString role;
    QString defaultValue; ///< for a new object; may hold "{givenName}"
    QString zero;         ///< what a date of 0 means ("never")
    QString trueValue = QStringLiteral("TRUE");
    QString falseValue = QStringLiteral("FALSE");
    QString format; ///< of a read-only field; see Column
    QString from;   ///< the resource(s) that a picker searches, comma separated
    QString when;   ///< the field is there only while this other field has one of the values of `has`
    QStringList has;
    QList<Flag> flags;
    QList<Choice> choices;
};

struct Page
{
    QString name;
    Text title;
    QString icon;
    QString role;
    QList<Field> fields;
};

struct Form
{
    QString name;
    Text title; ///< may hold "{name}"
    QString resource;
    QString schema; ///< the resource that describes the fields; empty: the directory's, of its objects
    QString schemaFilter;
    QString icon;
    QString role;
    bool creates = false;
    bool reason = false;  ///< changes of its objects take `reason=`, why they are made
    bool preview = false; ///< what a change would do can be looked at before
    QString places; ///< the resource that tells of a server where each field's value stands; may be empty
    QList<Page> pages;
    QJsonObject json;
};

/// What a template puts into a field of its form.
struct TemplateValue
{
    QString field;
    QStringList value; ///< each may hold "{name}", as Field::defaultValue does
    Text why;          ///< said to the person; may be empty
};

/// A way to begin a new object: values for the fields of a form that creates.
struct Template
{
    QString name;
    Text title;
    QString form;
    Text hint; ///< what it is good for
    int order = 0;
    QList<TemplateValue> values;
    QString role;
    QJsonObject json;
};

/// What is wrong with a file. `line` and `column` count from 1; 0 where there is no text to point at.
struct DescriptorProblem
{
    QString file;
    int line = 0;
    int column = 0;
    QString pointer; ///< JSON pointer ([RFC 6901]) of the member at fault; empty for the whole file
    QString detail;

    [[nodiscard]] QJsonObject toJson() const;
    /// "grid_users.json:12:5: /columns/0/width: must be a number"
    [[nodiscard]] QString toString() const;
};

/// All that a client draws. Items are ordered: tabs and templates by `order`, the rest by name.
struct DescriptorSet
{
    QList<Tab> tabs;
    QList<Grid> grids;
    QList<Tree> trees;
    QList<Form> forms;
    QList<Template> templates;
    QList<DescriptorProblem> problems;

    [[nodiscard]] const Tab *tab(const QString &name) const;
    [[nodiscard]] const Grid *grid(const QString &name) const;
    [[nodiscard]] const Tree *tree(const QString &name) const;
    [[nodiscard]] const Form *form(const QString &name) const;
    [[nodiscard]] const Template *templateNamed(const QString &name) const;
    /// Those of a form, in their order.
    [[nodiscard]] QList<Template> templatesOf(const QString &form) const;
    /// The property sheet of a resource (no create form): by the grid's word, else the first by name.
    [[nodiscard]] const Form *formFor(const QString &resource) const;

    /// The body of GET /rest/descriptors. `role` leaves out what another role alone may see
    /// ("administrator" sees everything); pages, fields and actions inside an item are narrowed too.
    [[nodiscard]] QJsonObject toJson(const QString &role = QStringLiteral("administrator")) const;
    /// The original of one item, or an empty object. `kind` is tab, grid, tree, form or template.
    [[nodiscard]] QJsonObject item(const QString &kind, const QString &name,
                                   const QString &role = QStringLiteral("administrator")) const;
};

/// Reads one descriptor into `set`, replacing one of the same kind and name. A file with a fault adds its
/// problems (all of them, not the first alone) and nothing else. True when it was taken.
bool addDescriptor(DescriptorSet &set, const QByteArray &text, const QString &file);

/// Reads `*.json` of each folder, by name; a later folder's file replaces an earlier one's of the same kind
/// and name. A file of another kind (descriptor.schema.json: one that holds "$id") is passed by. At the end
/// it checks that what refers to something finds it. A folder that is not there is a problem, too; an empty
/// name is passed by.
[[nodiscard]] DescriptorSet loadDescriptors(const QStringList &folders);

/// The reverse of DescriptorSet::toJson, for the client.
[[nodiscard]] DescriptorSet descriptorsFromJson(const QJsonObject &all);

/// Replaces "{attribute}" in `text` by what `valueOf` gives for it; "{{" stands for a brace.
template<typename ValueOf>
[[nodiscard]] QString fill(const QString &text, ValueOf &&valueOf)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype end = text.at(i) == u'{' ? text.indexOf(u'}', i) : -1;
        if (text.at(i) == u'{' && i + 1 < text.size() && text.at(i + 1) == u'{') {
            out += u'{';
            ++i;
        } else if (end > 0) {
            out += valueOf(text.mid(i + 1, end - i - 1));
            i = end;
        } else {
            out += text.at(i);
        }
    }
    return out;
}

} // namespace smc::model
