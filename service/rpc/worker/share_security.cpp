// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"
#include "service/rpc/worker/sids.h"

#include <vector>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uint32_t shareSecurity = 1501; // [MS-SRVS] 2.2.4.30

Result<SecurityDescriptor> fromSamba(const security_descriptor &sd, const QString &host)
{
    SecurityDescriptor descriptor{.owner = sd.owner_sid ? sidText(*sd.owner_sid) : QString(),
                                  .group = sd.group_sid ? sidText(*sd.group_sid) : QString(),
                                  .blocked = (sd.type & SEC_DESC_DACL_PROTECTED) != 0,
                                  .automatic = (sd.type & SEC_DESC_DACL_AUTO_INHERITED) != 0,
                                  .entries = {}};
    if (!(sd.type & SEC_DESC_DACL_PRESENT) || !sd.dacl)
        return descriptor;
    QList<AccessEntry> &entries = descriptor.entries.emplace();
    for (uint32_t i = 0; i < sd.dacl->num_aces; ++i) {
        const security_ace &ace = sd.dacl->aces[i];
        if (ace.type != SEC_ACE_TYPE_ACCESS_ALLOWED && ace.type != SEC_ACE_TYPE_ACCESS_DENIED) {
            return Error{.code = ErrorCode::Unsupported,
                         .message = u"%1 has an entry of a kind that no file server has."_s.arg(host)};
        }
        entries.append({.deny = ace.type == SEC_ACE_TYPE_ACCESS_DENIED,
                        .flags = ace.flags,
                        .mask = mapGeneric(ace.access_mask),
                        .sid = sidText(ace.trustee)});
    }
    return descriptor;
}

Error notRoot(const QString &host)
{
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"%1 shows nobody but root who may connect to its shares."_s.arg(host),
                 .hint =
                     u"Sign in as an account that its \"username map\" makes root there (with \"min domain "
                     u"uid = 0\")."_s};
}

} // namespace

Result<Sddl> carryOut(Server &server, const ShareSecurityGet &call, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    srvsvc_NetShareInfo info{};
    const QByteArray share = call.share.toUtf8();
    auto answered = with.check(dcerpc_srvsvc_NetShareGetInfo(
        *with.pipe, with.memory.get(), server.unc(), share.constData(), shareSecurity, &info, &with.result));
    if (W_ERROR_EQUAL(with.result, WERR_INVALID_NAME))
        return errorOf(WERR_NERR_NETNAMENOTFOUND, server.host());
    if (!answered)
        return answered.error();
    if (!info.info1501 || !info.info1501->sd)
        return notRoot(server.host());
    auto descriptor = fromSamba(*info.info1501->sd, server.host());
    if (!descriptor)
        return descriptor.error();
    return Sddl{.text = toSddl(*descriptor)};
}

Result<Done> carryOut(Server &server, const ShareSecuritySet &call, int seconds)
{
    auto descriptor = fromSddl(call.sddl);
    if (!descriptor)
        return descriptor.error();
    std::vector<security_ace> aces;
    for (const AccessEntry &entry : descriptor->entries.value_or(QList<AccessEntry>())) {
        auto sid = parseSid(entry.sid);
        if (!sid)
            return sid.error();
        security_ace ace{};
        ace.type = entry.deny ? SEC_ACE_TYPE_ACCESS_DENIED : SEC_ACE_TYPE_ACCESS_ALLOWED;
        ace.flags = entry.flags;
        ace.access_mask = entry.mask;
        ace.trustee = *sid;
        aces.push_back(ace);
    }
    security_acl list{};
    list.revision = SECURITY_ACL_REVISION_NT4;
    list.num_aces = static_cast<uint32_t>(aces.size());
    list.aces = aces.data();
    security_descriptor sd{};
    sd.revision = SECURITY_DESCRIPTOR_REVISION_1;
    sd.type = SEC_DESC_SELF_RELATIVE | SEC_DESC_DACL_PRESENT;
    if (descriptor->entries)
        sd.dacl = &list;
    sec_desc_buf buffer{.sd_size = 0, .sd = &sd};
    srvsvc_NetShareInfo info{};
    info.info1501 = &buffer;
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    const QByteArray share = call.share.toUtf8();
    uint32_t wrong = 0;
    auto answered = with.check(dcerpc_srvsvc_NetShareSetInfo(*with.pipe, with.memory.get(), server.unc(),
                                                             share.constData(), shareSecurity, &info, &wrong,
                                                             &with.result));
    if (!answered)
        return answered.error();
    return Done{};
}

} // namespace smc::rpc
