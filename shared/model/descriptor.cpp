// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/descriptor.h"

#include "shared/model/descriptor_reader.h"
#include "shared/model/json_position.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace smc::model {

using namespace Qt::Literals::StringLiterals;

namespace {

template<typename List>
auto findByName(const List &list, const QString &name) -> const typename List::value_type *
{
    const auto it =
        std::find_if(list.begin(), list.end(), [&](const auto &item) { return item.name == name; });
    return it == list.end() ? nullptr : &*it;
}

template<typename Item>
void putItem(QList<Item> &list, const Item &item)
{
    const auto it =
        std::find_if(list.begin(), list.end(), [&](const Item &old) { return old.name == item.name; });
    if (it == list.end())
        list.append(item);
    else
        *it = item;
}

void sortItems(DescriptorSet &set)
{
    const auto byName = [](const auto &a, const auto &b) { return a.name < b.name; };
    std::sort(set.tabs.begin(), set.tabs.end(), [](const Tab &a, const Tab &b) {
        return a.order != b.order ? a.order < b.order : a.name < b.name;
    });
    std::sort(set.templates.begin(), set.templates.end(), [](const Template &a, const Template &b) {
        return a.order != b.order ? a.order < b.order : a.name < b.name;
    });
    std::sort(set.trees.begin(), set.trees.end(), byName);
    std::sort(set.grids.begin(), set.grids.end(), byName);
    std::sort(set.forms.begin(), set.forms.end(), byName);
}

QList<Fault> takeDescriptor(DescriptorSet &set, const QJsonObject &json)
{
    QList<Fault> faults;
    const QString kind = json.value("kind"_L1).toString();
    const auto keep = [&](auto &list, const auto &item) {
        if (faults.isEmpty())
            putItem(list, item);
    };
    if (kind == u"tab")
        keep(set.tabs, readTab(json, faults));
    else if (kind == u"tree")
        keep(set.trees, readTree(json, faults));
    else if (kind == u"grid")
        keep(set.grids, readGrid(json, faults));
    else if (kind == u"form")
        keep(set.forms, readForm(json, faults));
    else if (kind == u"template")
        keep(set.templates, readTemplate(json, faults));
    else
        faults.append({json.contains("kind"_L1) ? u"/kind"_s : QString(),
                       u"\"kind\" must be one of: tab, tree, grid, form, template"_s});
    return faults;
}

bool seenBy(const QString &role, const QJsonObject &json)
{
    const QString wanted = json.value("role"_L1).toString();
    return wanted.isEmpty() || wanted == role || role == u"administrator";
}

// The same value without the parts that this role does not see, at every depth.
QJsonValue narrowed(const QJsonValue &value, const QString &role)
{
    if (value.isArray()) {
        QJsonArray out;
        const QJsonArray in = value.toArray();
        for (const QJsonValue member : in) {
            if (!member.isObject() || seenBy(role, member.toObject()))
                out.append(narrowed(member, role));
        }
        return out;
    }
    if (value.isObject()) {
        QJsonObject out = value.toObject();
        for (auto it = out.begin(); it != out.end(); ++it)
            it.value() = narrowed(it.value(), role);
        return out;
    }
    return value;
}

template<typename Item>
QJsonArray arrayOf(const QList<Item> &list, const QString &role)
{
    QJsonArray array;
    for (const Item &item : list) {
        if (seenBy(role, item.json))
            array.append(role == u"administrator" ? QJsonValue(item.json) : narrowed(item.json, role));
    }
    return array;
}

// Names that lead nowhere: said at the end, since files may refer to each other in any order.
class ReferenceCheck
{
public:
    ReferenceCheck(DescriptorSet &set, const QHash<QString, QString> &files)
        : m_set(set)
        , m_files(files)
    {}
    void run()
    {
        for (const Tab &tab : std::as_const(m_set.tabs)) {
            if (!tab.tree.isEmpty() && !m_set.tree(tab.tree))
                add(u"tab"_s, tab.name, u"/tree"_s, u"there is no tree \"%1\""_s.arg(tab.tree));
            grid(u"tab"_s, tab.name, u"/grid"_s, tab.grid);
        }
        for (const Tree &tree : std::as_const(m_set.trees)) {
            grid(u"tree"_s, tree.name, u"/grid"_s, tree.grid);
            for (qsizetype i = 0; i < tree.saved.size(); ++i)
                grid(u"tree"_s, tree.name, u"/saved/%1/grid"_s.arg(i), tree.saved.at(i).grid);
        }
        for (const Grid &item : std::as_const(m_set.grids)) {
            if (!item.form.isEmpty())
                form(item.name, u"/form"_s, item.form);
            for (qsizetype i = 0; i < item.creates.size(); ++i)
                form(item.name, u"/creates/%1/form"_s.arg(i), item.creates.at(i).form);
            for (qsizetype i = 0; i < item.actions.size(); ++i) {
                if (!item.actions.at(i).form.isEmpty())
                    form(item.name, u"/actions/%1/form"_s.arg(i), item.actions.at(i).form);
                if (!item.actions.at(i).asks.isEmpty())
                    form(item.name, u"/actions/%1/asks"_s.arg(i), item.actions.at(i).asks);
                if (!item.actions.at(i).grid.isEmpty())
                    grid(u"grid"_s, item.name, u"/actions/%1/grid"_s.arg(i), item.actions.at(i).grid);
            }
            for (qsizetype i = 0; i < item.detailPages.size(); ++i)
                detailPage(item, i);
        }
        for (const Template &item : std::as_const(m_set.templates))
            fieldsOf(item);
    }

private:
    void grid(const QString &kind, const QString &name, const QString &pointer, const QString &wanted)
    {
        if (!m_set.grid(wanted))
            add(kind, name, pointer, u"there is no grid \"%1\""_s.arg(wanted));
    }
    void form(const QString &name, const QString &pointer, const QString &wanted)
    {
        if (!m_set.form(wanted))
            add(u"grid"_s, name, pointer, u"there is no form \"%1\""_s.arg(wanted));
    }
    void detailPage(const Grid &item, qsizetype index)
    {
        const DetailPage &page = item.detailPages.at(index);
        if (page.grid.isEmpty())
            return;
        const QString pointer = u"/detailPages/%1"_s.arg(index);
        grid(u"grid"_s, item.name, QString(pointer + u"/grid"_s), page.grid);
        const Grid *listed = m_set.grid(page.grid);
        for (qsizetype i = 0; listed && i < page.columns.size(); ++i) {
            if (!listed->column(page.columns.at(i)))
                add(u"grid"_s, item.name, pointer + u"/columns/%1"_s.arg(i),
                    u"the grid \"%1\" has no column \"%2\""_s.arg(page.grid, page.columns.at(i)));
        }
    }
    void fieldsOf(const Template &item)
    {
        const Form *form = m_set.form(item.form);
        if (!form || !form->creates)
            return add(u"template"_s, item.name, u"/form"_s,
                       u"there is no form \"%1\" that creates"_s.arg(item.form));
        for (qsizetype i = 0; i < item.values.size(); ++i) {
            const QString &wanted = item.values.at(i).field;
            const bool known = std::any_of(form->pages.begin(), form->pages.end(), [&](const Page &page) {
                return std::any_of(page.fields.begin(), page.fields.end(),
                                   [&](const Field &field) { return field.field == wanted; });
            });
            if (!known)
                add(u"template"_s, item.name, u"/values/%1/field"_s.arg(i),
                    u"the form \"%1\" has no field \"%2\""_s.arg(item.form, wanted));
        }
    }
    void add(const QString &kind, const QString &name, const QString &pointer, const QString &detail)
    {
        DescriptorProblem problem;
        problem.file = m_files.value(kind + u'/' + name);
        problem.pointer = pointer;
        problem.detail = detail;
        QFile file(problem.file);
        if (file.open(QIODevice::ReadOnly)) {
            const QByteArray text = file.readAll();
            const TextPosition position = positionOf(text, jsonOffsets(text).value(pointer));
            problem.line = position.line;
            problem.column = position.column;
        }
        m_set.problems.append(problem);
    }

    DescriptorSet &m_set;
    const QHash<QString, QString> &m_files;
};

} // namespace

QString Text::shown() const
{
    const QString name = QLocale().name();
    if (const auto it = own.constFind(name); it != own.constEnd())
        return *it;
    if (const auto it = own.constFind(name.section(u'_', 0, 0)); it != own.constEnd())
        return *it;
    return source.isEmpty() ? source : QCoreApplication::translate("descriptor", source.toUtf8().constData());
}

const Column *Grid::column(const QString &field) const
{
    const auto it =
        std::find_if(columns.begin(), columns.end(), [&](const Column &item) { return item.field == field; });
    return it == columns.end() ? nullptr : &*it;
}

QJsonObject DescriptorProblem::toJson() const
{
    return {{u"file"_s, file},
            {u"line"_s, line},
            {u"column"_s, column},
            {u"pointer"_s, pointer},
            {u"detail"_s, detail}};
}

QString DescriptorProblem::toString() const
{
    QString text = file;
    if (line > 0)
        text += u":%1:%2"_s.arg(line).arg(column);
    text += u": "_s;
    if (!pointer.isEmpty())
        text += pointer + u": "_s;
    return text + detail;
}

const Tab *DescriptorSet::tab(const QString &name) const
{
    return findByName(tabs, name);
}

const Grid *DescriptorSet::grid(const QString &name) const
{
    return findByName(grids, name);
}

const Tree *DescriptorSet::tree(const QString &name) const
{
    return findByName(trees, name);
}

const Form *DescriptorSet::form(const QString &name) const
{
    return findByName(forms, name);
}

const Template *DescriptorSet::templateNamed(const QString &name) const
{
    return findByName(templates, name);
}

QList<Template> DescriptorSet::templatesOf(const QString &form) const
{
    QList<Template> found;
    std::copy_if(templates.begin(), templates.end(), std::back_inserter(found),
                 [&form](const Template &one) { return one.form == form; });
    return found;
}

const Form *DescriptorSet::formFor(const QString &resource) const
{
    for (const Grid &item : grids) {
        const Form *named = item.resource == resource ? form(item.form) : nullptr;
        if (named && named->resource == resource)
            return named;
    }
    const auto it = std::find_if(forms.begin(), forms.end(), [&](const Form &item) {
        return item.resource == resource && !item.creates;
    });
    return it == forms.end() ? nullptr : &*it;
}

QJsonObject DescriptorSet::toJson(const QString &role) const
{
    QJsonArray all;
    for (const DescriptorProblem &problem : problems)
        all.append(problem.toJson());
    return {{u"tabs"_s, arrayOf(tabs, role)},           {u"grids"_s, arrayOf(grids, role)},
            {u"trees"_s, arrayOf(trees, role)},         {u"forms"_s, arrayOf(forms, role)},
            {u"templates"_s, arrayOf(templates, role)}, {u"problems"_s, all}};
}

QJsonObject DescriptorSet::item(const QString &kind, const QString &name, const QString &role) const
{
    QJsonObject json;
    if (const Tab *found = kind == u"tab" ? tab(name) : nullptr)
        json = found->json;
    if (const Tree *found = kind == u"tree" ? tree(name) : nullptr)
        json = found->json;
    if (const Grid *found = kind == u"grid" ? grid(name) : nullptr)
        json = found->json;
    if (const Form *found = kind == u"form" ? form(name) : nullptr)
        json = found->json;
    if (const Template *found = kind == u"template" ? templateNamed(name) : nullptr)
        json = found->json;
    return seenBy(role, json) ? narrowed(json, role).toObject() : QJsonObject();
}

bool addDescriptor(DescriptorSet &set, const QByteArray &text, const QString &file)
{
    const auto add = [&](qsizetype offset, const QString &pointer, const QString &detail) {
        const TextPosition position = positionOf(text, offset);
        set.problems.append({file, position.line, position.column, pointer, detail});
    };
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        add(error.offset, {}, error.errorString());
        return false;
    }
    if (!document.isObject()) {
        add(0, {}, u"must be a JSON object"_s);
        return false;
    }
    const QList<Fault> faults = takeDescriptor(set, document.object());
    if (faults.isEmpty()) {
        sortItems(set);
        return true;
    }
    const QHash<QString, qsizetype> offsets = jsonOffsets(text);
    for (const Fault &fault : faults)
        add(offsets.value(fault.pointer), fault.pointer, fault.detail);
    return false;
}

DescriptorSet loadDescriptors(const QStringList &folders)
{
    DescriptorSet set;
    QHash<QString, QString> files;
    for (const QString &folder : folders) {
        if (folder.isEmpty())
            continue;
        const QDir dir(folder);
        if (!dir.exists()) {
            if (folder == folders.constFirst())
                set.problems.append({folder, 0, 0, {}, u"there is no such folder"_s});
            continue;
        }
        const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
        for (const QString &name : names) {
            QFile file(dir.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                set.problems.append({file.fileName(), 0, 0, {}, file.errorString()});
                continue;
            }
            const QByteArray text = file.readAll();
            const QJsonObject json = QJsonDocument::fromJson(text).object();
            if (json.contains("$id"_L1))
                continue;
            if (addDescriptor(set, text, file.fileName()))
                files.insert(json.value("kind"_L1).toString() + u'/' + json.value("name"_L1).toString(),
                             file.fileName());
        }
    }
    ReferenceCheck(set, files).run();
    return set;
}

DescriptorSet descriptorsFromJson(const QJsonObject &all)
{
    DescriptorSet set;
    for (const QString &kind : {u"tabs"_s, u"trees"_s, u"grids"_s, u"forms"_s, u"templates"_s}) {
        const QJsonArray items = all.value(kind).toArray();
        for (const QJsonValue item : items) {
            const QList<Fault> faults = takeDescriptor(set, item.toObject());
            for (const Fault &fault : faults) {
                set.problems.append({kind + u'/' + item.toObject().value("name"_L1).toString(), 0, 0,
                                     fault.pointer, fault.detail});
            }
        }
    }
    const QJsonArray problems = all.value("problems"_L1).toArray();
    for (const QJsonValue item : problems) {
        const QJsonObject problem = item.toObject();
        set.problems.append({problem.value("file"_L1).toString(), problem.value("line"_L1).toInt(),
                             problem.value("column"_L1).toInt(), problem.value("pointer"_L1).toString(),
                             problem.value("detail"_L1).toString()});
    }
    sortItems(set);
    return set;
}

} // namespace smc::model
