// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of descriptor holds. resources/descriptors/descriptor.schema.json says the same for editors;
// test_schema keeps the two together.
#include "shared/model/descriptor_reader.h"

#include <QRegularExpression>

namespace smc::model {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList &knownFormats()
{
    static const QStringList words{u"text"_s,       u"ago"_s,         u"datetime"_s, u"dn-name"_s,
                                   u"number"_s,     u"bytes"_s,       u"flags"_s,    u"account-state"_s,
                                   u"group-type"_s, u"object-kind"_s, u"count"_s,    u"duration"_s,
                                   u"timestamp"_s,  u"bar"_s,         u"usage"_s};
    return words;
}

const QStringList &knownActions()
{
    static const QStringList words{u"create"_s,  u"properties"_s,     u"rename"_s,    u"move"_s,
                                   u"delete"_s,  u"reset-password"_s, u"unlock"_s,    u"enable"_s,
                                   u"disable"_s, u"add-to-group"_s,   u"add-member"_s};
    return words;
}

const QStringList &knownEditors()
{
    static const QStringList words{
        u"text"_s,   u"lines"_s,    u"multi"_s,     u"number"_s,  u"check"_s,       u"choice"_s,
        u"date"_s,   u"flags"_s,    u"dn"_s,        u"dns"_s,     u"members"_s,     u"members-of"_s,
        u"photo"_s,  u"password"_s, u"read-only"_s, u"country"_s, u"logon-hours"_s, u"primary-group"_s,
        u"access"_s, u"path"_s,     u"quotas"_s};
    return words;
}

const QStringList &knownRoles()
{
    static const QStringList words{u"administrator"_s, u"reader"_s};
    return words;
}

void readIcons(ObjectReader &reader, QList<IconRule> &into)
{
    reader.readList(u"icons"_s, [&](ObjectReader &rule) {
        IconRule icon;
        rule.require(u"icon"_s);
        rule.read(u"when"_s, icon.when);
        rule.read(u"has"_s, icon.has);
        rule.read(u"icon"_s, icon.icon);
        if (icon.when.isEmpty() != icon.has.isEmpty())
            rule.blame({}, u"\"when\" and \"has\" stand together"_s);
        into << icon;
    });
}

void readDrops(ObjectReader &reader, QList<Drop> &into)
{
    reader.readList(u"drops"_s, [&](ObjectReader &member) {
        Drop drop;
        member.require(u"from"_s);
        member.require(u"action"_s);
        member.read(u"from"_s, drop.from);
        member.read(u"to"_s, drop.to);
        member.readWord(u"action"_s, drop.action, {u"move"_s, u"add-member"_s, u"provision"_s});
        into << drop;
    });
}

void readChoices(ObjectReader &reader, QList<Choice> &into)
{
    reader.readList(u"choices"_s, [&](ObjectReader &member) {
        Choice choice;
        member.require(u"label"_s);
        member.read(u"value"_s, choice.value);
        member.read(u"label"_s, choice.label);
        into << choice;
    });
}

void readWarnings(ObjectReader &reader, QList<Warning> &into)
{
    reader.readList(u"warnings"_s, [&](ObjectReader &member) {
        Warning warning;
        member.require(u"text"_s);
        member.read(u"when"_s, warning.when);
        member.read(u"has"_s, warning.has);
        member.read(u"text"_s, warning.text);
        if (warning.when.isEmpty() != warning.has.isEmpty())
            member.blame({}, u"\"when\" and \"has\" stand together"_s);
        into << warning;
    });
}

void readAction(ObjectReader &reader, Action &action)
{
    reader.require(u"name"_s);
    reader.require(u"label"_s);
    reader.read(u"name"_s, action.name);
    reader.read(u"label"_s, action.label);
    reader.read(u"icon"_s, action.icon);
    reader.readWord(u"method"_s, action.method, {u"PUT"_s, u"POST"_s, u"DELETE"_s});
    reader.read(u"path"_s, action.path);
    reader.read(u"form"_s, action.form);
    reader.read(u"resource"_s, action.resource);
    reader.read(u"asks"_s, action.asks);
    reader.read(u"grid"_s, action.grid);
    reader.read(u"query"_s, action.query);
    reader.read(u"confirm"_s, action.confirm);
    readWarnings(reader, action.warnings);
    reader.readWord(u"role"_s, action.role, knownRoles());
    if (!action.asks.isEmpty() && (!action.form.isEmpty() || !action.confirm.isEmpty()))
        reader.blame(u"asks"_s, u"is a question itself: neither \"form\" nor \"confirm\" stands beside it"_s);
    if (!action.warnings.isEmpty() && action.confirm.isEmpty())
        reader.blame({}, u"\"warnings\" need a \"confirm\" that they belong to"_s);
    if (!action.form.isEmpty() && action.resource.isEmpty())
        reader.blame({}, u"a \"form\" needs the \"resource\" that it is of"_s);
    if (!action.resource.isEmpty() && action.form.isEmpty() && action.path.isEmpty())
        reader.blame({}, u"a \"resource\" needs a \"form\" or a \"path\""_s);
    if (action.grid.isEmpty() != action.query.isEmpty())
        reader.blame({}, u"\"grid\" and \"query\" stand together"_s);
    if (!action.grid.isEmpty() &&
        !QString(action.form + action.path + action.asks + action.confirm.source).isEmpty())
        reader.blame(u"grid"_s, u"is only looked at: nothing that is sent or asked stands beside it"_s);
    if (!action.path.isEmpty() && !action.path.startsWith(u'/'))
        reader.blame(u"path"_s, u"must begin with \"/\""_s);
}

void readColumn(ObjectReader &reader, Column &column)
{
    reader.require(u"field"_s);
    reader.require(u"label"_s);
    reader.read(u"field"_s, column.field);
    reader.read(u"label"_s, column.label);
    reader.read(u"width"_s, column.width, 16, 2000);
    QString order;
    reader.readWord(u"sort"_s, order, {u"ascending"_s, u"descending"_s});
    if (!order.isEmpty())
        column.sort = order == u"ascending" ? Qt::AscendingOrder : Qt::DescendingOrder;
    reader.readWord(u"format"_s, column.format, knownFormats());
    reader.read(u"fixed"_s, column.fixed);
    reader.read(u"hidden"_s, column.hidden);
    readChoices(reader, column.choices);
    reader.read(u"of"_s, column.of);
    reader.read(u"left"_s, column.left);
    reader.read(u"trend"_s, column.trend);
    reader.read(u"plain"_s, column.plain);
    reader.read(u"metric"_s, column.metric);
    reader.read(u"share"_s, column.share);
    reader.readWord(u"role"_s, column.role, knownRoles());
    const bool usage = column.format == u"usage";
    if (column.of.isEmpty() ? column.format == u"bar" : column.format != u"bar" && !usage)
        reader.blame({}, u"a \"bar\" is \"of\" something, and nothing else but \"usage\" is"_s);
    if (usage != !column.metric.isEmpty())
        reader.blame({}, u"\"usage\" is of a \"metric\", and nothing else is"_s);
}

void readField(ObjectReader &reader, Field &field)
{
    reader.require(u"field"_s);
    reader.require(u"label"_s);
    reader.read(u"field"_s, field.field);
    reader.read(u"label"_s, field.label);
    reader.readWord(u"editor"_s, field.editor, knownEditors());
    reader.read(u"hint"_s, field.hint);
    reader.read(u"unit"_s, field.unit);
    reader.read(u"pattern"_s, field.pattern);
    reader.read(u"message"_s, field.message);
    reader.read(u"maxLength"_s, field.maxLength, 1, 1'000'000);
    reader.read(u"maxBytes"_s, field.maxBytes, 1, 100'000'000);
    reader.read(u"required"_s, field.required);
    reader.read(u"readOnly"_s, field.readOnly);
    reader.read(u"createOnly"_s, field.createOnly);
    reader.readWord(u"role"_s, field.role, knownRoles());
    reader.read(u"default"_s, field.defaultValue);
    reader.read(u"zero"_s, field.zero);
    reader.read(u"true"_s, field.trueValue);
    reader.read(u"false"_s, field.falseValue);
    reader.readWord(u"format"_s, field.format, knownFormats());
    reader.read(u"from"_s, field.from);
    reader.read(u"when"_s, field.when);
    reader.read(u"has"_s, field.has);
    if (field.when.isEmpty() != field.has.isEmpty())
        reader.blame({}, u"\"when\" and \"has\" stand together"_s);
    reader.readList(u"flags"_s, [&](ObjectReader &member) {
        Flag flag;
        qint64 bit = 0;
        member.require(u"bit"_s);
        member.require(u"label"_s);
        member.read(u"bit"_s, bit, 1, 0xffffffffLL);
        member.read(u"label"_s, flag.label);
        member.read(u"inverted"_s, flag.inverted);
        flag.bit = quint32(bit);
        field.flags << flag;
    });
    readChoices(reader, field.choices);
    if (!field.pattern.isEmpty()) {
        const QRegularExpression expression(field.pattern);
        if (!expression.isValid())
            reader.blame(u"pattern"_s, u"is no regular expression: %1"_s.arg(expression.errorString()));
        if (field.message.isEmpty())
            reader.blame({}, u"a \"pattern\" needs a \"message\" that says what is wanted"_s);
    }
    if (field.editor == u"flags" && field.flags.isEmpty())
        reader.blame({}, u"the editor \"flags\" needs \"flags\""_s);
    if (field.editor == u"choice" && field.choices.isEmpty())
        reader.blame({}, u"the editor \"choice\" needs \"choices\""_s);
}

void readDetailPage(ObjectReader &reader, DetailPage &page)
{
    reader.require(u"title"_s);
    reader.read(u"title"_s, page.title);
    reader.read(u"field"_s, page.field);
    reader.read(u"grid"_s, page.grid);
    reader.read(u"query"_s, page.query);
    reader.read(u"into"_s, page.into);
    reader.read(u"columns"_s, page.columns);
    reader.read(u"empty"_s, page.empty);
    reader.readWord(u"role"_s, page.role, knownRoles());
    reader.readList(u"charts"_s, [&](ObjectReader &member) {
        Chart chart;
        member.require(u"title"_s);
        member.require(u"metric"_s);
        member.read(u"title"_s, chart.title);
        member.read(u"metric"_s, chart.metric);
        member.read(u"of"_s, chart.of);
        member.read(u"left"_s, chart.left);
        member.read(u"shares"_s, chart.shares);
        member.read(u"rate"_s, chart.rate, 1, 1 << 30);
        if (chart.rate > 0 && !chart.of.isEmpty())
            member.blame({}, u"a chart has a \"rate\" or is \"of\" something"_s);
        page.charts << chart;
    });
    if (int(!page.field.isEmpty()) + int(!page.grid.isEmpty()) + int(!page.charts.isEmpty()) != 1)
        reader.blame({}, u"a page is of a \"field\", of a \"grid\" or of \"charts\""_s);
}

void readHead(ObjectReader &reader, QString &name, Text &title, QString &role)
{
    QString kind;
    reader.read(u"kind"_s, kind);
    reader.require(u"name"_s);
    reader.require(u"title"_s);
    reader.read(u"name"_s, name);
    reader.read(u"title"_s, title);
    reader.readWord(u"role"_s, role, knownRoles());
    static const QRegularExpression plain(u"^[a-z0-9][a-z0-9-]*$"_s);
    if (!name.isEmpty() && !plain.match(name).hasMatch())
        reader.blame(u"name"_s, u"may hold small letters, digits and \"-\" only"_s);
}

} // namespace

Tab readTab(const QJsonObject &json, QList<Fault> &faults)
{
    Tab tab;
    ObjectReader reader(json, {}, faults);
    readHead(reader, tab.name, tab.title, tab.role);
    reader.read(u"icon"_s, tab.icon);
    reader.read(u"order"_s, tab.order, -10'000, 10'000);
    reader.read(u"tree"_s, tab.tree);
    reader.require(u"grid"_s);
    reader.read(u"grid"_s, tab.grid);
    reader.read(u"dashboard"_s, tab.dashboard);
    reader.finish();
    tab.json = json;
    return tab;
}

Tree readTree(const QJsonObject &json, QList<Fault> &faults)
{
    Tree tree;
    ObjectReader reader(json, {}, faults);
    readHead(reader, tree.name, tree.title, tree.role);
    for (const QString &name : {u"resource"_s, u"parentKey"_s, u"label"_s, u"grid"_s})
        reader.require(name);
    reader.read(u"resource"_s, tree.resource);
    reader.read(u"parentKey"_s, tree.parentKey);
    reader.read(u"label"_s, tree.label);
    reader.read(u"childrenQuery"_s, tree.childrenQuery);
    reader.read(u"grid"_s, tree.grid);
    reader.read(u"gridQuery"_s, tree.gridQuery);
    reader.read(u"count"_s, tree.count);
    readIcons(reader, tree.icons);
    readDrops(reader, tree.drops);
    reader.readList(u"saved"_s, [&](ObjectReader &member) {
        SavedSearch saved;
        for (const QString &name : {u"name"_s, u"title"_s, u"resource"_s, u"grid"_s, u"filter"_s})
            member.require(name);
        member.read(u"name"_s, saved.name);
        member.read(u"title"_s, saved.title);
        member.read(u"resource"_s, saved.resource);
        member.read(u"grid"_s, saved.grid);
        member.read(u"filter"_s, saved.filter);
        tree.saved << saved;
    });
    reader.finish();
    tree.json = json;
    return tree;
}

Grid readGrid(const QJsonObject &json, QList<Fault> &faults)
{
    Grid grid;
    ObjectReader reader(json, {}, faults);
    readHead(reader, grid.name, grid.title, grid.role);
    reader.require(u"resource"_s);
    reader.require(u"columns"_s);
    reader.read(u"resource"_s, grid.resource);
    reader.read(u"fields"_s, grid.fields);
    reader.readList(u"columns"_s, [&](ObjectReader &member) {
        Column column;
        readColumn(member, column);
        grid.columns << column;
    });
    readIcons(reader, grid.icons);
    reader.read(u"form"_s, grid.form);
    reader.read(u"refresh"_s, grid.refresh, 1, 86'400);
    reader.read(u"maxAge"_s, grid.maxAge, 1, 600);
    reader.read(u"heading"_s, grid.heading);
    reader.read(u"detail"_s, grid.detail);
    reader.readList(u"detailPages"_s, [&](ObjectReader &member) {
        DetailPage page;
        readDetailPage(member, page);
        grid.detailPages << page;
    });
    reader.readMixed(
        u"actions"_s,
        [&](const QString &name) {
            if (!knownActions().contains(name))
                reader.blame(u"actions"_s, u"\"%1\" is no action of the client: %2"_s.arg(
                                               name, knownActions().join(u", "_s)));
            Action action;
            action.name = name;
            grid.actions << action;
        },
        [&](ObjectReader &member) {
            Action action;
            readAction(member, action);
            grid.actions << action;
        });
    reader.readList(u"creates"_s, [&](ObjectReader &member) {
        Create create;
        for (const QString &name : {u"form"_s, u"resource"_s, u"label"_s})
            member.require(name);
        member.read(u"form"_s, create.form);
        member.read(u"resource"_s, create.resource);
        member.read(u"label"_s, create.label);
        member.read(u"icon"_s, create.icon);
        grid.creates << create;
    });
    readDrops(reader, grid.drops);
    reader.finish();
    if (grid.columns.isEmpty() && json.value("columns"_L1).isArray())
        reader.blame(u"columns"_s, u"must hold at least one column"_s);
    grid.json = json;
    return grid;
}

Template readTemplate(const QJsonObject &json, QList<Fault> &faults)
{
    Template made;
    ObjectReader reader(json, {}, faults);
    readHead(reader, made.name, made.title, made.role);
    reader.require(u"form"_s);
    reader.require(u"values"_s);
    reader.read(u"form"_s, made.form);
    reader.read(u"hint"_s, made.hint);
    reader.read(u"order"_s, made.order, -10'000, 10'000);
    reader.readList(u"values"_s, [&](ObjectReader &member) {
        TemplateValue value;
        member.require(u"field"_s);
        member.require(u"value"_s);
        member.read(u"field"_s, value.field);
        member.read(u"value"_s, value.value);
        member.read(u"why"_s, value.why);
        made.values << value;
    });
    reader.finish();
    made.json = json;
    return made;
}

Form readForm(const QJsonObject &json, QList<Fault> &faults)
{
    Form form;
    ObjectReader reader(json, {}, faults);
    readHead(reader, form.name, form.title, form.role);
    reader.require(u"resource"_s);
    reader.require(u"pages"_s);
    reader.read(u"resource"_s, form.resource);
    reader.read(u"icon"_s, form.icon);
    reader.read(u"schema"_s, form.schema);
    reader.read(u"schemaFilter"_s, form.schemaFilter);
    reader.read(u"creates"_s, form.creates);
    reader.read(u"reason"_s, form.reason);
    reader.read(u"preview"_s, form.preview);
    reader.read(u"places"_s, form.places);
    reader.readList(u"pages"_s, [&](ObjectReader &member) {
        Page page;
        member.require(u"name"_s);
        member.require(u"title"_s);
        member.require(u"fields"_s);
        member.read(u"name"_s, page.name);
        member.read(u"title"_s, page.title);
        member.read(u"icon"_s, page.icon);
        member.readWord(u"role"_s, page.role, knownRoles());
        member.readList(u"fields"_s, [&](ObjectReader &inner) {
            Field field;
            readField(inner, field);
            page.fields << field;
        });
        form.pages << page;
    });
    reader.finish();
    form.json = json;
    return form;
}

} // namespace smc::model
