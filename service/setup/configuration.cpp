// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/configuration.h"

#include <QRegularExpression>
#include <QStringList>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

QString memberConfiguration(const QString &realm, const QString &domain, const QString &former)
{
    QString text =
        u"# A member of %1, set up by smcd.\n"
        "[global]\n"
        "\trealm = %1\n"
        "\tworkgroup = %2\n"
        "\tserver role = member server\n"
        "\t# Numbers of people follow from their SIDs; keep the range, or files change their owners.\n"
        "\tidmap config * : backend = tdb\n"
        "\tidmap config * : range = 3000-7999\n"
        "\tidmap config %2 : backend = rid\n"
        "\tidmap config %2 : range = 100000-9999999\n"
        "\t# Access lists as Windows has them.\n"
        "\tvfs objects = acl_xattr\n"
        "\tmap acl inherit = yes\n"_s.arg(realm, domain);
    if (hasRegistryShares(former))
        text += u"\tregistry shares = yes\n"_s;
    const QString shares = shareSections(former);
    return shares.isEmpty() ? text : text + u'\n' + shares;
}

QString shareSections(const QString &text)
{
    QStringList kept;
    bool keep = false;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'[') && trimmed.contains(u']')) {
            const QString name = trimmed.mid(1, trimmed.indexOf(u']') - 1).trimmed().toLower();
            keep = name != "global"_L1 && name != "sysvol"_L1 && name != "netlogon"_L1;
        }
        if (keep)
            kept << line;
    }
    const QString sections = kept.join(u'\n').trimmed();
    return sections.isEmpty() ? QString() : sections + u'\n';
}

bool hasRegistryShares(const QString &text)
{
    static const QRegularExpression form(
        u"^\\s*(registry\\s*shares\\s*=\\s*(yes|true|1)|include\\s*=\\s*registry|config\\s*backend\\s*=\\s*registry)\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    return form.match(text).hasMatch();
}

QString withMore(const QString &text, const QString &parameter, const QString &sections)
{
    QString whole = text;
    const QString global = u"[global]\n"_s;
    if (const qsizetype at = whole.indexOf(global); at >= 0 && !parameter.isEmpty())
        whole.insert(at + global.size(), u'\t' + parameter + u'\n');
    return sections.isEmpty() ? whole : whole.trimmed() + u"\n\n"_s + sections;
}

} // namespace smc::setup
