// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_ldap
// Distinguished names, SIDs and GUIDs: what is written can be read back as the same, and spellings do not
// change a name's identity.
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace smc;
using namespace smc::ldap;
using namespace Qt::Literals::StringLiterals;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool hasLoneSurrogate(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            return true;
    }
    return false;
}

bool isSame(const QList<Rdn> &a, const QList<Rdn> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Rdn &left, const Rdn &right) {
        return left.attribute == right.attribute && left.value == right.value;
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);

    // Any text can be a name.
    if (!hasLoneSurrogate(text)) {
        const QString dn = u"CN="_s + escapeRdn(text) + u",OU=x,DC=example"_s;
        const auto rdns = parseDn(dn);
        require(rdns && rdns->size() == 3 && rdns->at(0).value == text);
        require(joinDn(*rdns) == dn);
        require(parentDn(dn) == u"OU=x,DC=example"_s);
        require(leafRdn(dn) + u',' + parentDn(dn) == dn);
        require(isWithin(dn, u"dc=EXAMPLE"_s) && isWithin(dn, dn));
        require(dnKey(dnKey(dn)) == dnKey(dn));
    }

    // Any text may be taken for a DN.
    const auto parsed = parseDn(text);
    if (parsed) {
        const QString canonical = joinDn(*parsed);
        const auto again = parseDn(canonical);
        require(again && isSame(*parsed, *again));
        require(dnKey(canonical) == dnKey(text));
        if (parsed->size() > 1) {
            const auto parent = parseDn(parentDn(text));
            require(parent && isSame(parsed->mid(1), *parent));
            require(isWithin(text, parentDn(text)));
        }
    } else {
        require(parsed.error().code == ErrorCode::Invalid);
        require(!dnKey(text).isNull() || text.trimmed().isEmpty());
    }

    const QString sid = sidToText(bytes);
    if (!sid.isEmpty()) {
        const auto back = sidFromText(sid);
        require(back && *back == bytes);
    }
    if (const auto binary = sidFromText(text))
        require(sidToText(*binary).compare(text, Qt::CaseInsensitive) == 0);
    if (const auto guid = guidFromText(text))
        require(guidToText(*guid) == QString(text).remove(u'{').remove(u'}').toLower());
    if (size == 16) {
        const auto guid = guidFromText(guidToText(bytes));
        require(guid && *guid == bytes);
    }
    return 0;
}
