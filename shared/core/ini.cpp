// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/core/ini.h"

#include <QStringList>

namespace smc::config {

using namespace Qt::Literals::StringLiterals;

Ini parseIni(const QByteArray &text)
{
    Ini ini;
    QByteArray all = text;
    if (all.startsWith("\xef\xbb\xbf"))
        all.remove(0, 3);
    const QList<QByteArray> lines = all.split('\n');
    Section current;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        QString line = QString::fromUtf8(lines[i]).trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        while (line.endsWith(u'\\') && i + 1 < lines.size()) {
            line.chop(1);
            line = QString(line.trimmed() + u' ' + QString::fromUtf8(lines[++i]).trimmed());
        }
        if (line.startsWith(u'[')) {
            if (!line.endsWith(u']')) {
                ini.faults.append({number, u"a section header ends with ]"_s});
                continue;
            }
            const QString inner = line.mid(1, line.size() - 2).simplified();
            const qsizetype space = inner.indexOf(u' ');
            current = {inner.left(space < 0 ? inner.size() : space).toLower(),
                       space < 0 ? QString() : inner.mid(space + 1), number};
            ini.sections.append(current);
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0) {
            ini.faults.append({number, u"neither “key = value” nor a [section]"_s});
            continue;
        }
        if (current.line == 0) {
            ini.faults.append(
                {number, u"“%1” stands before the first [section]"_s.arg(line.left(equals).trimmed())});
            continue;
        }
        ini.entries.append({current.section, current.name, line.left(equals).trimmed().toLower(),
                            line.mid(equals + 1).trimmed(), number, current.line});
    }
    return ini;
}

} // namespace smc::config
