// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who SIDs and names are, as a server itself sees it: its own accounts and groups, BUILTIN, the Unix ones
// and those of its domain.
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"
#include "service/rpc/worker/sids.h"

#include <vector>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostAtATime = 1000;

void closePolicy(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle)
{
    NTSTATUS ignored{};
    dcerpc_lsa_Close(pipe, memory, handle, &ignored);
}

void closeSam(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle)
{
    NTSTATUS ignored{};
    dcerpc_samr_Close(pipe, memory, handle, &ignored);
}

/// Some or none of them being known is an answer, too.
bool isAnswer(NTSTATUS status)
{
    constexpr quint32 someNotMapped = 0x00000107;
    constexpr quint32 noneMapped = 0xC0000073;
    return NT_STATUS_IS_OK(status) || NT_STATUS_V(status) == someNotMapped ||
           NT_STATUS_V(status) == noneMapped;
}

/// "DOMAIN\name", or the name alone where it belongs to no domain.
QString fullName(const lsa_RefDomainList *domains, quint32 index, const QString &name)
{
    if (!domains || index >= domains->count || !domains->domains[index].name.string)
        return name;
    const QString domain = QString::fromUtf8(domains->domains[index].name.string);
    return domain.isEmpty() || name.isEmpty() ? name : domain + u'\\' + name;
}

Result<std::vector<dom_sid>> parseAll(const QStringList &texts)
{
    if (static_cast<std::size_t>(texts.size()) > mostAtATime)
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"At most %1 accounts are looked up at once."_s.arg(mostAtATime)};
    std::vector<dom_sid> sids;
    for (const QString &text : texts) {
        auto sid = parseSid(text);
        if (!sid)
            return sid.error();
        sids.push_back(*sid);
    }
    return sids;
}

/// As Samba's calls take them; refers to `sids`.
std::vector<lsa_SidPtr> pointersTo(std::vector<dom_sid> &sids)
{
    std::vector<lsa_SidPtr> pointers;
    pointers.reserve(sids.size());
    for (dom_sid &sid : sids)
        pointers.push_back({.sid = &sid});
    return pointers;
}

/// The policy of the server, opened for looking up.
Result<void> openPolicy(Conversation &with, Handle &policy)
{
    lsa_QosInfo quality{.len = 0, .impersonation_level = 2, .context_mode = 1, .effective_only = 0};
    lsa_ObjectAttribute attributes{};
    attributes.sec_qos = &quality;
    NTSTATUS result{};
    const NTSTATUS status =
        dcerpc_lsa_OpenPolicy2(*with.pipe, with.memory.get(), with.server.unc(), &attributes,
                               LSA_POLICY_LOOKUP_NAMES, policy.get(), &result);
    if (auto opened = check(status, result, with.server.host()); !opened)
        return opened;
    policy.opened();
    return {};
}

/// The RIDs of the local groups in one of the server's domains.
Result<QStringList> aliasesIn(Conversation &with, Handle &sam, const QString &domainSid, lsa_SidArray &who)
{
    auto sid = parseSid(domainSid);
    if (!sid)
        return sid.error();
    Handle domain(*with.pipe, closeSam);
    NTSTATUS result{};
    NTSTATUS status = dcerpc_samr_OpenDomain(
        *with.pipe, with.memory.get(), sam.get(),
        SAMR_DOMAIN_ACCESS_OPEN_ACCOUNT | SAMR_DOMAIN_ACCESS_LOOKUP_ALIAS, &*sid, domain.get(), &result);
    if (auto opened = check(status, result, with.server.host()); !opened)
        return opened.error();
    domain.opened();
    samr_Ids rids{};
    status =
        dcerpc_samr_GetAliasMembership(*with.pipe, with.memory.get(), domain.get(), &who, &rids, &result);
    if (auto answered = check(status, result, with.server.host()); !answered)
        return answered.error();
    QStringList aliases;
    for (uint32_t i = 0; i < rids.count; ++i)
        aliases << domainSid + u'-' + QString::number(rids.ids[i]);
    return aliases;
}

} // namespace

Result<QList<Account>> carryOut(Server &server, const LookupSids &call, int seconds)
{
    auto sids = parseAll(call.sids);
    if (!sids)
        return sids.error();
    QList<Account> accounts;
    for (const QString &sid : call.sids)
        accounts.append({.sid = sid, .name = {}});
    if (accounts.isEmpty())
        return accounts;
    Conversation with(server, ndr_table_lsarpc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle policy(*with.pipe, closePolicy);
    if (auto opened = openPolicy(with, policy); !opened)
        return opened.error();
    std::vector<lsa_SidPtr> pointers = pointersTo(*sids);
    lsa_SidArray asked{.num_sids = static_cast<uint32_t>(pointers.size()), .sids = pointers.data()};
    lsa_RefDomainList *domains = nullptr;
    lsa_TransNameArray names{};
    uint32_t count = 0;
    NTSTATUS result{};
    const NTSTATUS status = dcerpc_lsa_LookupSids(*with.pipe, with.memory.get(), policy.get(), &asked,
                                                  &domains, &names, LSA_LOOKUP_NAMES_ALL, &count, &result);
    if (!NT_STATUS_IS_OK(status) || !isAnswer(result))
        return errorOf(NT_STATUS_IS_OK(status) ? result : status, server.host());
    for (uint32_t i = 0; i < names.count && i < pointers.size(); ++i) {
        const lsa_TranslatedName &one = names.names[i];
        Account &account = accounts[i];
        account.type = one.sid_type;
        if (one.sid_type != SID_NAME_UNKNOWN && one.sid_type != SID_NAME_INVALID)
            account.name = fullName(domains, one.sid_index, QString::fromUtf8(one.name.string));
    }
    return accounts;
}

Result<QList<Account>> carryOut(Server &server, const LookupNames &call, int seconds)
{
    if (static_cast<std::size_t>(call.names.size()) > mostAtATime)
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"At most %1 accounts are looked up at once."_s.arg(mostAtATime)};
    QList<Account> accounts;
    for (const QString &name : call.names)
        accounts.append({.sid = {}, .name = name});
    if (accounts.isEmpty())
        return accounts;
    Conversation with(server, ndr_table_lsarpc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle policy(*with.pipe, closePolicy);
    if (auto opened = openPolicy(with, policy); !opened)
        return opened.error();
    QByteArrayList texts;
    for (const QString &name : call.names)
        texts << name.toUtf8();
    std::vector<lsa_String> names;
    for (const QByteArray &text : std::as_const(texts))
        names.push_back({.length = 0, .size = 0, .string = text.constData()});
    lsa_RefDomainList *domains = nullptr;
    lsa_TransSidArray3 sids{};
    uint32_t count = 0;
    NTSTATUS result{};
    const NTSTATUS status = dcerpc_lsa_LookupNames3(
        *with.pipe, with.memory.get(), policy.get(), static_cast<uint32_t>(names.size()), names.data(),
        &domains, &sids, LSA_LOOKUP_NAMES_ALL, &count, LSA_LOOKUP_OPTION_SEARCH_ISOLATED_NAMES,
        LSA_CLIENT_REVISION_2, &result);
    if (!NT_STATUS_IS_OK(status) || !isAnswer(result))
        return errorOf(NT_STATUS_IS_OK(status) ? result : status, server.host());
    for (uint32_t i = 0; i < sids.count && i < names.size(); ++i) {
        const lsa_TranslatedSid3 &one = sids.sids[i];
        accounts[i].type = one.sid_type;
        if (one.sid && one.sid_type != SID_NAME_UNKNOWN)
            accounts[i].sid = sidText(*one.sid);
    }
    return accounts;
}

Result<QStringList> carryOut(Server &server, const LocalGroupsOf &call, int seconds)
{
    auto sids = parseAll(call.sids);
    if (!sids)
        return sids.error();
    Conversation with(server, ndr_table_samr, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle sam(*with.pipe, closeSam);
    NTSTATUS result{};
    NTSTATUS status =
        dcerpc_samr_Connect2(*with.pipe, with.memory.get(), server.unc(),
                             SAMR_ACCESS_ENUM_DOMAINS | SAMR_ACCESS_LOOKUP_DOMAIN, sam.get(), &result);
    if (auto opened = check(status, result, server.host()); !opened)
        return opened.error();
    sam.opened();
    uint32_t resume = 0;
    uint32_t count = 0;
    samr_SamArray *domains = nullptr;
    status = dcerpc_samr_EnumDomains(*with.pipe, with.memory.get(), sam.get(), &resume, &domains, 0xFFFF,
                                     &count, &result);
    if (auto answered = check(status, result, server.host()); !answered)
        return answered.error();
    std::vector<lsa_SidPtr> pointers = pointersTo(*sids);
    lsa_SidArray who{.num_sids = static_cast<uint32_t>(pointers.size()), .sids = pointers.data()};
    QStringList groups;
    for (uint32_t i = 0; domains && i < domains->count; ++i) {
        lsa_String name = {.length = 0, .size = 0, .string = domains->entries[i].name.string};
        dom_sid *sid = nullptr;
        status = dcerpc_samr_LookupDomain(*with.pipe, with.memory.get(), sam.get(), &name, &sid, &result);
        if (auto answered = check(status, result, server.host()); !answered)
            return answered.error();
        auto aliases = aliasesIn(with, sam, sidText(*sid), who);
        if (!aliases)
            return aliases.error();
        groups += *aliases;
    }
    return groups;
}

} // namespace smc::rpc
