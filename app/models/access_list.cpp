// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/access_list.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <tuple>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AccessText
{
    Q_DECLARE_TR_FUNCTIONS(smc::models::AccessText)
};

QString accountOf(const QJsonValue &account)
{
    const QString name = account[u"name"].toString();
    return name.isEmpty() ? account[u"sid"].toString() : name;
}

} // namespace

bool AccessEntry::operator==(const AccessEntry &other) const
{
    const auto key = [](const AccessEntry &one) {
        return std::tie(one.sid, one.denies, one.mask, one.onFolder, one.onSubfolders, one.onFiles,
                        one.noFurther, one.inherited);
    };
    return key(*this) == key(other);
}

QString AccessEntry::appliesToText() const
{
    QStringList parts;
    if (onFolder)
        parts << AccessText::tr("this folder");
    if (onSubfolders)
        parts << AccessText::tr("subfolders");
    if (onFiles)
        parts << AccessText::tr("files");
    QString text = parts.join(u", "_s);
    if (noFurther)
        text += AccessText::tr(" (one level)");
    return text;
}

AccessEntry AccessEntry::fromJson(const QJsonObject &json)
{
    const QJsonArray applies = json[u"appliesTo"].toArray();
    return {.sid = json[u"sid"].toString(),
            .name = json[u"name"].toString(),
            .denies = json[u"type"].toString() == u"deny",
            .mask = json[u"mask"].toString().toUInt(nullptr, 0),
            .onFolder = applies.contains(u"folder"_s),
            .onSubfolders = applies.contains(u"subfolders"_s),
            .onFiles = applies.contains(u"files"_s),
            .noFurther = json[u"noFurther"].toBool(),
            .inherited = json[u"inherited"].toBool()};
}

QJsonObject AccessEntry::toJson() const
{
    QJsonArray applies;
    if (onFolder)
        applies << u"folder"_s;
    if (onSubfolders)
        applies << u"subfolders"_s;
    if (onFiles)
        applies << u"files"_s;
    return {{u"sid"_s, sid},
            {u"type"_s, denies ? u"deny"_s : u"allow"_s},
            {u"mask"_s, u"0x%1"_s.arg(mask, 8, 16, QChar(u'0'))},
            {u"appliesTo"_s, applies},
            {u"noFurther"_s, noFurther},
            {u"inherited"_s, inherited}};
}

bool AccessList::sameAs(const AccessList &other) const
{
    return blocked == other.blocked && absent == other.absent && entries == other.entries;
}

AccessList AccessList::fromJson(const QJsonObject &json)
{
    AccessList list;
    list.owner = accountOf(json[u"owner"]);
    list.group = accountOf(json[u"group"]);
    list.blocked = json[u"blocked"].toBool();
    list.absent = !json[u"entries"].isArray();
    for (const QJsonValue entry : json[u"entries"].toArray())
        list.entries << AccessEntry::fromJson(entry.toObject());
    list.sddl = json[u"sddl"].toString();
    return list;
}

const QList<AccessRight> &accessRights()
{
    static const QList<AccessRight> rights{
        {"read", 0x1, QT_TRANSLATE_NOOP("smc::models::AccessText", "Read and list")},
        {"write", 0x2, QT_TRANSLATE_NOOP("smc::models::AccessText", "Write, make files")},
        {"append", 0x4, QT_TRANSLATE_NOOP("smc::models::AccessText", "Append, make folders")},
        {"execute", 0x20, QT_TRANSLATE_NOOP("smc::models::AccessText", "Execute, pass through")},
        {"read-extended", 0x8, QT_TRANSLATE_NOOP("smc::models::AccessText", "Read extended attributes")},
        {"write-extended", 0x10, QT_TRANSLATE_NOOP("smc::models::AccessText", "Write extended attributes")},
        {"read-attributes", 0x80, QT_TRANSLATE_NOOP("smc::models::AccessText", "Read attributes")},
        {"write-attributes", 0x100, QT_TRANSLATE_NOOP("smc::models::AccessText", "Write attributes")},
        {"delete", 0x10000, QT_TRANSLATE_NOOP("smc::models::AccessText", "Delete it")},
        {"delete-child", 0x40, QT_TRANSLATE_NOOP("smc::models::AccessText", "Delete what is in it")},
        {"read-permissions", 0x20000, QT_TRANSLATE_NOOP("smc::models::AccessText", "See this list")},
        {"change-permissions", 0x40000, QT_TRANSLATE_NOOP("smc::models::AccessText", "Change this list")},
        {"take-ownership", 0x80000, QT_TRANSLATE_NOOP("smc::models::AccessText", "Take ownership")},
        {"synchronize", 0x100000, QT_TRANSLATE_NOOP("smc::models::AccessText", "Synchronise")},
    };
    return rights;
}

QString accessRightLabel(const AccessRight &right)
{
    return AccessText::tr(right.label);
}

QString accessText(quint32 mask)
{
    switch (mask) {
    case 0:
        return AccessText::tr("Nothing");
    case fullAccess:
        return AccessText::tr("Full control");
    case changeAccess:
        return AccessText::tr("Change");
    case readAccess:
        return AccessText::tr("Read");
    default:
        return AccessText::tr("Special");
    }
}

} // namespace smc::models
