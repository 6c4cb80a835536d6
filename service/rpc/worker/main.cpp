// SPDX-License-Identifier: GPL-3.0-or-later
//
// smcd-rpc: carries out RPC calls for smcd, one at a time, over the socket that it finds as descriptor 3.
//
// Samba's libraries are not made for threads, keep process-wide state and abort when they meet what they did
// not expect. So each worker is a process of one thread; smcd starts as many as it wants, gives each call a
// deadline, and replaces a worker that misses it or dies. A worker ends when its socket is closed.

#include "service/rpc/protocol/frame.h"
#include "service/rpc/worker/calls.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <functional>
#include <list>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unordered_map>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::rpc;

namespace {

constexpr int socketDescriptor = 3;
constexpr std::size_t maxServers = 64;                  ///< sessions kept; above, the longest unused one ends
constexpr auto maxIdle = std::chrono::minutes(10);      ///< a session that nobody has used for so long ends
constexpr auto wakeInterval = std::chrono::seconds(30); ///< how often that is looked at

void harden()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

/// Kept sessions, by host and by who signed in with which secret.
class Servers
{
public:
    Servers(tevent_context *events, loadparm_context *parameters)
        : m_events(events)
        , m_parameters(parameters)
        , m_salt(QByteArray::number(QRandomGenerator::system()->generate64()))
    {}

    Server &find(const Order &order, const Secret &secret)
    {
        const QByteArray key = keyOf(order, secret);
        for (auto it = m_kept.begin(); it != m_kept.end(); ++it) {
            if (it->key == key) {
                m_kept.splice(m_kept.begin(), m_kept, it);
                m_kept.front().used = Clock::now();
                return *m_kept.front().server;
            }
        }
        m_kept.push_front(
            {key, std::make_unique<Server>(m_events, m_parameters, order, secret), Clock::now()});
        if (m_kept.size() > maxServers)
            m_kept.pop_back();
        return *m_kept.front().server;
    }
    /// One that is not kept.
    [[nodiscard]] Server make(const Order &order, const Secret &secret) const
    {
        return {m_events, m_parameters, order, secret};
    }
    /// The one found last is of no use any more.
    void dropLast() { m_kept.pop_front(); }
    void dropIdle()
    {
        const auto before = Clock::now() - maxIdle;
        m_kept.remove_if([before](const Kept &one) { return one.used < before; });
    }

private:
    using Clock = std::chrono::steady_clock;
    struct Kept
    {
        QByteArray key;
        std::unique_ptr<Server> server;
        Clock::time_point used;
    };

    [[nodiscard]] QByteArray keyOf(const Order &order, const Secret &secret) const
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(m_salt);
        for (const QString &part : {order.host.toLower(), order.user, order.domain}) {
            hash.addData(part.toUtf8());
            hash.addData(QByteArrayView("\0", 1));
        }
        hash.addData(QByteArray::number(order.signIn * 2 + int(order.ntlm)));
        hash.addData(QByteArrayView(secret.data(), static_cast<qsizetype>(secret.size())));
        return hash.result();
    }

    tevent_context *m_events;
    loadparm_context *m_parameters;
    QByteArray m_salt;
    std::list<Kept> m_kept; ///< latest used first
};

using CarryOut = std::function<Result<QCborValue>(Server &, const QCborValue &, int)>;
using Calls = std::unordered_map<std::string, CarryOut>;

template<typename Call>
void add(Calls &calls)
{
    calls.emplace(
        Call::name, [](Server &server, const QCborValue &arguments, int seconds) -> Result<QCborValue> {
            Call call;
            if (!fromCbor(arguments, call))
                return Error{.message =
                                 u"The arguments of %1 cannot be read."_s.arg(QLatin1String(Call::name))};
            auto answer = carryOut(server, call, seconds);
            if (!answer)
                return answer.error();
            return toCbor(*answer);
        });
}

Calls allCalls()
{
    Calls calls;
    add<NetServerGetInfo>(calls);
    add<NetSessionEnum>(calls);
    add<NetSessionDel>(calls);
    add<NetFileEnum>(calls);
    add<NetFileClose>(calls);
    add<NetShareEnum>(calls);
    add<SmbConfRead>(calls);
    add<SmbConfWrite>(calls);
    add<ShareSecurityGet>(calls);
    add<ShareSecuritySet>(calls);
    add<FileSecurityGet>(calls);
    add<FileSecuritySet>(calls);
    add<LookupSids>(calls);
    add<LookupNames>(calls);
    add<LocalGroupsOf>(calls);
    add<FolderList>(calls);
    add<FolderStat>(calls);
    add<QuotaList>(calls);
    add<QuotaGet>(calls);
    add<QuotaSet>(calls);
    add<ServiceEnum>(calls);
    add<ServiceControl>(calls);
    add<PrinterEnum>(calls);
    add<PrinterControl>(calls);
    add<JobEnum>(calls);
    add<JobControl>(calls);
    add<EventRead>(calls);
    add<ReplicationLinks>(calls);
    return calls;
}

Outcome toOutcome(const Result<QCborValue> &result)
{
    if (result)
        return {.answer = *result};
    const Error &error = result.error();
    return {.kind = errorCodeName(error.code),
            .message = error.message,
            .hint = error.hint,
            .place = error.place,
            .field = error.field,
            .native = error.native,
            .retryable = error.retryable};
}

Outcome handle(const Calls &calls, Servers &servers, const Frame &frame)
{
    Order order;
    if (!fromCbor(QCborValue::fromCbor(frame.body), order))
        return toOutcome(Error{.message = u"The order cannot be read."_s});
    const auto call = calls.find(order.name.toStdString());
    if (call == calls.end())
        return toOutcome(Error{.message = u"There is no call %1."_s.arg(order.name)});
    if (order.anew) {
        Server server = servers.make(order, frame.secret);
        return toOutcome(call->second(server, order.call, order.seconds));
    }
    Server &server = servers.find(order, frame.secret);
    const Result<QCborValue> result = call->second(server, order.call, order.seconds);
    // After any fault of the connection a new one is made by the next call; smcd decides about a second try.
    if (!result && result.error().code != ErrorCode::Denied && result.error().code != ErrorCode::NotFound)
        servers.dropLast();
    return toOutcome(result);
}

} // namespace

int main()
{
    harden();
    if (!NT_STATUS_IS_OK(dcerpc_init()))
        return 1;
    const Scratch root = makeScratch();
    tevent_context *events = tevent_context_init(root.get());
    tevent_loop_allow_nesting(events); // Samba's Kerberos waits for its answers inside other waits
    loadparm_context *parameters =
        loadparm_init(root.get()); // a private one: no smb.conf of this machine is read
    if (!events || !parameters || !lpcfg_set_cmdline(parameters, "client ipc signing", "mandatory") ||
        !lpcfg_set_cmdline(parameters, "client ipc min protocol", "SMB3_00") ||
        !lpcfg_set_cmdline(parameters, "log level", "0"))
        return 1;

    const Calls calls = allCalls();
    Servers servers(events, parameters);
    for (;;) {
        if (!waitReadable(socketDescriptor, wakeInterval)) {
            servers.dropIdle();
            continue;
        }
        Frame frame;
        const FrameStatus status =
            readFrame(socketDescriptor, frame, std::chrono::steady_clock::time_point::max());
        if (status != FrameStatus::Good)
            return status == FrameStatus::Closed ? 0 : 1;
        const Frame answer{.body = toCbor(handle(calls, servers, frame)).toCbor(), .secret = {}};
        if (writeFrame(socketDescriptor, answer, std::chrono::steady_clock::time_point::max()) !=
            FrameStatus::Good)
            return 1;
    }
}
