// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/format.h"

#include "app/models/records.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FormatText
{
    Q_DECLARE_TR_FUNCTIONS(smc::models::Format)
};

constexpr qint64 ticksPerMillisecond = 10'000;
constexpr qint64 epochInTicks = 116'444'736'000'000'000; // 1601-01-01 to 1970-01-01
constexpr quint32 accountDisabled = 0x2;                 // userAccountControl, [MS-ADTS] 2.2.16

QString dateTimeText(const QByteArray &value)
{
    const auto time = directoryTime(value);
    return time ? QLocale().toString(time->toLocalTime(), QLocale::ShortFormat) : FormatText::tr("never");
}

QString timestampText(const QByteArray &value)
{
    const auto time = directoryTime(value);
    if (!time)
        return QString::fromUtf8(value);
    const QDateTime local = time->toLocalTime();
    return QLocale().toString(local.date(), QLocale::ShortFormat) + local.time().toString(u" HH:mm:ss"_s);
}

QString agoText(const wire::Record &record, const QByteArray &value)
{
    if (const auto time = directoryTime(value))
        return ago(*time);
    // Only what can sign in can have never done so.
    return record.contains("userAccountControl") || !value.isEmpty() ? FormatText::tr("never") : QString();
}

QString futureText(qint64 seconds, const QDateTime &then)
{
    const qint64 days = (seconds + 43'200) / 86'400;
    if (seconds < 60)
        return FormatText::tr("now");
    if (seconds < 3600)
        return FormatText::tr("in %n min", nullptr, int(seconds / 60));
    if (seconds < 86'400)
        return FormatText::tr("in %n h", nullptr, int(seconds / 3600));
    if (days <= 30)
        return FormatText::tr("in %n day(s)", nullptr, int(days));
    return QLocale().toString(then.date(), QLocale::ShortFormat);
}

QString inFormat(const QString &format, const QByteArray &value)
{
    QString text = QString::fromUtf8(value);
    if (format == u"datetime")
        return dateTimeText(value);
    if (format == u"timestamp")
        return timestampText(value);
    if (format == u"duration") {
        bool ok = false;
        const double seconds = text.toDouble(&ok);
        return ok ? duration(seconds) : text;
    }
    if (format == u"dn-name")
        return nameOfDn(text);
    if (format == u"number") {
        bool ok = false;
        const qlonglong number = text.toLongLong(&ok);
        return ok ? QLocale().toString(number) : text;
    }
    if (format == u"bytes") {
        bool ok = false;
        const qlonglong number = text.toLongLong(&ok);
        return ok ? QLocale().formattedDataSize(number) : text;
    }
    if (format == u"flags") {
        bool ok = false;
        const qlonglong number = text.toLongLong(&ok);
        return ok ? u"0x"_s + QString::number(quint32(number), 16) : text;
    }
    if (format == u"group-type")
        return groupTypeText(value);
    return text;
}

} // namespace

std::optional<QDateTime> directoryTime(const QByteArray &value)
{
    if (value.isEmpty())
        return std::nullopt;
    if (value.contains('T')) { // ISO 8601
        const QDateTime time = QDateTime::fromString(QString::fromLatin1(value), Qt::ISODateWithMs);
        return time.isValid() ? std::optional(time) : std::nullopt;
    }
    if (value.endsWith('Z') && value.size() >= 15) {
        QDateTime time = QDateTime::fromString(QString::fromLatin1(value.first(14)), u"yyyyMMddHHmmss"_s);
        time.setTimeSpec(Qt::UTC);
        return time.isValid() && time.date().year() > 1601 ? std::optional(time) : std::nullopt;
    }
    bool ok = false;
    const qint64 ticks = value.toLongLong(&ok);
    if (!ok || ticks <= 0 || ticks == std::numeric_limits<qint64>::max())
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch((ticks - epochInTicks) / ticksPerMillisecond, Qt::UTC);
}

QString ago(const QDateTime &then, const QDateTime &now)
{
    const QDateTime local = then.toLocalTime();
    const qint64 seconds = then.secsTo(now);
    if (seconds < -60)
        return futureText(-seconds, local);
    if (seconds < 60)
        return FormatText::tr("now");
    if (seconds < 3600)
        return FormatText::tr("%n min ago", nullptr, int(seconds / 60));
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0 || seconds < 6 * 3600)
        return FormatText::tr("%n h ago", nullptr, int(seconds / 3600));
    if (days == 1)
        return FormatText::tr("yesterday");
    if (days <= 30)
        return FormatText::tr("%n day(s) ago", nullptr, int(days));
    return QLocale().toString(local.date(), QLocale::ShortFormat);
}

QString duration(double seconds)
{
    const auto whole = qint64(seconds);
    if (whole < 60)
        return FormatText::tr("%1 s").arg(QLocale().toString(seconds, 'f', double(whole) == seconds ? 0 : 1));
    if (whole < 3600)
        return FormatText::tr("%1 min").arg(whole / 60);
    if (whole < 86'400)
        return FormatText::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    return FormatText::tr("%1 d %2 h").arg(whole / 86'400).arg(whole % 86'400 / 3600);
}

std::optional<quint64> parseBytes(const QString &text)
{
    static const QRegularExpression form(u"^\\s*([0-9.,]+)\\s*(?:([kmgtp])(i?)(b?)|b)?\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    bool ok = false;
    const double number = QLocale().toDouble(match.captured(1), &ok);
    if (!match.hasMatch() || !ok)
        return std::nullopt;
    const qsizetype power = u"kmgtp"_s.indexOf(match.captured(2), 0, Qt::CaseInsensitive) + 1;
    // A bare "10G" is what the tools of Unix take for powers of 1024, as they do "10 GiB".
    const bool decimal = match.captured(3).isEmpty() && !match.captured(4).isEmpty();
    const double bytes =
        match.captured(2).isEmpty() ? number : number * std::pow(decimal ? 1000 : 1024, power);
    if (bytes >= 9223372036854775808.0) // 2^63
        return std::nullopt;
    return static_cast<quint64>(bytes);
}

QString exactBytes(quint64 bytes)
{
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    std::size_t unit = 0;
    for (; bytes != 0 && bytes % 1024 == 0 && unit + 1 < units.size(); ++unit)
        bytes /= 1024;
    return QString::number(bytes) + u' ' + QLatin1StringView(units.at(unit));
}

QString AccountState::word() const
{
    return disabled ? u"disabled"_s : locked ? u"locked"_s : expired ? u"expired"_s : QString();
}

QString AccountState::text() const
{
    QStringList words;
    if (disabled)
        words << FormatText::tr("disabled");
    if (locked)
        words << FormatText::tr("locked");
    if (expired)
        words << FormatText::tr("expired");
    return words.join(u", "_s);
}

QString AccountState::icon() const
{
    if (disabled)
        return u"media-playback-pause"_s;
    if (locked)
        return u"object-locked"_s;
    return expired ? u"chronometer"_s : QString();
}

AccountState accountState(const wire::Record &record, const QDateTime &now)
{
    AccountState state;
    state.disabled = quint32(record.value("userAccountControl").toLongLong()) & accountDisabled;
    state.locked = directoryTime(record.value("lockoutTime")).has_value();
    const auto expires = directoryTime(record.value("accountExpires"));
    state.expired = expires && *expires < now;
    return state;
}

QString groupTypeText(const QByteArray &groupType)
{
    bool ok = false;
    const auto bits = quint32(groupType.toLongLong(&ok));
    if (!ok)
        return {};
    const bool security = bits & 0x80000000U;
    if (bits & 0x1U)
        return FormatText::tr("Built-in group");
    if (bits & 0x2U)
        return security ? FormatText::tr("Global security group") : FormatText::tr("Global mail list");
    if (bits & 0x4U)
        return security ? FormatText::tr("Domain-local security group")
                        : FormatText::tr("Domain-local mail list");
    return security ? FormatText::tr("Universal security group") : FormatText::tr("Universal mail list");
}

QString objectKind(const wire::Record &record)
{
    if (hasClass(record, "computer"))
        return FormatText::tr("Workstation");
    if (hasClass(record, "user"))
        return FormatText::tr("User");
    if (hasClass(record, "group"))
        return FormatText::tr("Group");
    if (hasClass(record, "organizationalUnit"))
        return FormatText::tr("Organisational unit");
    if (hasClass(record, "domainDNS"))
        return FormatText::tr("Domain");
    if (hasClass(record, "container") || hasClass(record, "builtinDomain"))
        return FormatText::tr("Container");
    if (hasClass(record, "contact"))
        return FormatText::tr("Contact");
    const QByteArrayList classes = record.values("objectClass");
    return classes.isEmpty() ? QString() : QString::fromUtf8(classes.constLast());
}

QString formatted(const QString &format, const wire::Record &record, const QString &field)
{
    const QByteArray name = field.toUtf8();
    if (format == u"object-kind")
        return objectKind(record);
    if (format == u"account-state")
        return accountState(record).text();
    if (format == u"ago")
        return agoText(record, record.value(name));
    const wire::Attribute *attribute = record.find(name);
    if (!attribute || attribute->values.isEmpty())
        return {};
    if (format == u"count")
        return QLocale().toString(attribute->values.size());
    if (attribute->values.size() == 1)
        return inFormat(format, attribute->values.constFirst());
    QStringList texts;
    for (const QByteArray &value : attribute->values)
        texts << inFormat(format, value);
    return texts.join(u", "_s);
}

std::optional<double> filled(const model::Column &column, const wire::Record &record)
{
    bool known = false;
    const double value = record.value(column.field.toUtf8()).toDouble(&known);
    bool all = false;
    double whole = column.of.toDouble(&all);
    if (!all)
        whole = record.value(column.of.toUtf8()).toDouble(&all);
    if (!known || !all || whole <= 0)
        return std::nullopt;
    return std::clamp(column.left ? 1 - value / whole : value / whole, 0.0, 1.0);
}

QString formatted(const model::Column &column, const wire::Record &record)
{
    if (column.format == u"bar") {
        const auto part = filled(column, record);
        return part ? FormatText::tr("%1 %").arg(qRound(*part * 100)) : QString();
    }
    const wire::Attribute *attribute = record.find(column.field.toUtf8());
    if (column.choices.isEmpty() || !attribute)
        return formatted(column.format, record, column.field);
    QStringList texts;
    for (const QByteArray &value : attribute->values) {
        const QString text = QString::fromUtf8(value);
        const auto choice = std::find_if(column.choices.begin(), column.choices.end(),
                                         [&text](const model::Choice &one) { return one.value == text; });
        texts << (choice == column.choices.end() ? inFormat(column.format, value) : choice->label.shown());
    }
    return texts.join(u", "_s);
}

QString attributeLabel(const QString &field)
{
    static const QHash<QString, QString> labels{
        {u"description"_s, FormatText::tr("Description")},
        {u"title"_s, FormatText::tr("Title")},
        {u"department"_s, FormatText::tr("Department")},
        {u"company"_s, FormatText::tr("Company")},
        {u"telephoneNumber"_s, FormatText::tr("Telephone")},
        {u"mail"_s, FormatText::tr("E-mail")},
        {u"manager"_s, FormatText::tr("Manager")},
        {u"managedBy"_s, FormatText::tr("Managed by")},
        {u"memberOf"_s, FormatText::tr("Member of")},
        {u"member"_s, FormatText::tr("Members")},
        {u"groupType"_s, FormatText::tr("Type")},
        {u"whenCreated"_s, FormatText::tr("Created")},
        {u"whenChanged"_s, FormatText::tr("Changed")},
        {u"pwdLastSet"_s, FormatText::tr("Password set")},
        {u"lastLogonTimestamp"_s, FormatText::tr("Last sign-in")},
        {u"accountExpires"_s, FormatText::tr("Account expires")},
        {u"dNSHostName"_s, FormatText::tr("Host name")},
        {u"operatingSystem"_s, FormatText::tr("Operating system")},
        {u"operatingSystemVersion"_s, FormatText::tr("Version")},
        {u"location"_s, FormatText::tr("Location")},
        {u"street"_s, FormatText::tr("Street")},
        {u"streetAddress"_s, FormatText::tr("Street")},
        {u"l"_s, FormatText::tr("City")},
        {u"st"_s, FormatText::tr("State or province")},
        {u"postalCode"_s, FormatText::tr("Postal code")},
        {u"physicalDeliveryOfficeName"_s, FormatText::tr("Office")},
        {u"userPrincipalName"_s, FormatText::tr("Sign-in name")},
        {u"distinguishedName"_s, FormatText::tr("Distinguished name")},
    };
    return labels.value(field, field);
}

QString attributeFormat(const QString &field)
{
    static const QHash<QString, QString> formats{
        {u"manager"_s, u"dn-name"_s},         {u"managedBy"_s, u"dn-name"_s},
        {u"memberOf"_s, u"dn-name"_s},        {u"member"_s, u"dn-name"_s},
        {u"directReports"_s, u"dn-name"_s},   {u"groupType"_s, u"group-type"_s},
        {u"whenCreated"_s, u"datetime"_s},    {u"whenChanged"_s, u"ago"_s},
        {u"pwdLastSet"_s, u"ago"_s},          {u"lastLogonTimestamp"_s, u"ago"_s},
        {u"accountExpires"_s, u"datetime"_s},
    };
    return formats.value(field, u"text"_s);
}

} // namespace smc::models
