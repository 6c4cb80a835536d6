// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_smbconf
// A smb.conf of somebody's making, and a change of it: what is set is set, what is removed is gone, and every
// line of which nothing was said says what it said. The input's first line is the value.
#include "service/smbconf/conf_file.h"

#include <cstdint>
#include <cstdlib>

using namespace smc::smbconf;

namespace {

QList<QStringList> linesBut(const ConfFile &file, const QStringList &names)
{
    QList<QStringList> lines;
    for (const ConfFile::Line &line : file.lines()) {
        if (line.section != QStringLiteral("global") || !names.contains(line.name))
            lines.append({line.section, line.name, line.value});
    }
    return lines;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Parameters parameters(R"([{"name":"comment","share":true,"type":"string","default":""},
        {"name":"log level","share":false,"type":"string","default":"0"}])");
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype end = input.indexOf('\n');
    const QString value = QString::fromUtf8(input.left(std::max<qsizetype>(end, 0)));
    const QString global = QStringLiteral("global");
    const QStringList names{QStringLiteral("comment"), QStringLiteral("log level")};
    const ConfFile before(input.mid(end + 1), parameters);
    const auto same = before.changed(global, {}, {});
    if (!same || *same != before.text())
        std::abort();
    const auto text = before.changed(global, {{names.at(0), value}}, {names.at(1)});
    if (!text)
        return 0;
    const ConfFile after(*text, parameters);
    if (!after.section(global).contains(QStringList{names.at(0), value}))
        std::abort();
    for (const QStringList &parameter : after.section(global)) {
        if (parameter.constFirst() == names.at(1))
            std::abort();
    }
    if (linesBut(before, names) != linesBut(after, names))
        std::abort();
    (void)settings(after, global, before.section(global));
    return 0;
}
