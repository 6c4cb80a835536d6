// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/driver.h"

#include "service/access/delegated_ticket.h"
#include "service/access/keytab_ticket.h"
#include "service/rpc/protocol/envelope.h"
#include "service/rpc/worker_process.h"

#include <condition_variable>
#include <list>
#include <mutex>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto grace =
    std::chrono::seconds(1); ///< a worker ends a call by itself at its deadline; this much later we do

template<typename... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};

/// A worker that waits for a call, and the server and person it served last, whose session it has.
struct Idle
{
    std::unique_ptr<WorkerProcess> process;
    QString key;
};

} // namespace

class Driver::Impl
{
public:
    explicit Impl(Options optionsGiven)
        : options(std::move(optionsGiven))
    {}

    Result<Idle> take(const QString &key, Clock::time_point deadline);
    void giveBack(Idle worker);
    void lost();
    Result<QCborValue> once(const Order &order, const Secret &secret, const QString &key,
                            Clock::time_point deadline);

    const Options options;
    mutable std::mutex mutex;
    std::condition_variable freed;
    std::list<Idle> idle;
    int running = 0; ///< workers, idle ones too
    int waiting = 0;
    Counters counters;
    access::KeytabTickets tickets;
};

/// An idle worker, rather the one that has the session already; a new one while there are not too many; else
/// the first that becomes free.
Result<Idle> Driver::Impl::take(const QString &key, Clock::time_point deadline)
{
    std::unique_lock lock(mutex);
    if (waiting >= options.waiting) {
        return Error{.code = ErrorCode::Busy,
                     .message = u"Too many calls to file servers wait already."_s,
                     .hint = u"Try again in a moment."_s,
                     .retryable = true};
    }
    ++waiting;
    const bool come =
        freed.wait_until(lock, deadline, [this] { return !idle.empty() || running < options.workers; });
    --waiting;
    if (!come) {
        return Error{.code = ErrorCode::Busy,
                     .message = u"All RPC workers are busy with servers that do not answer."_s,
                     .hint = u"Try again in a moment."_s,
                     .retryable = true};
    }
    auto best = std::find_if(idle.begin(), idle.end(), [&key](const Idle &one) { return one.key == key; });
    const bool hasSession = best != idle.end();
    if (!hasSession && !idle.empty())
        best = std::prev(idle.end()); // whose session has not been wanted for the longest time
    if (!idle.empty() && (hasSession || running >= options.workers)) {
        Idle taken = std::move(*best);
        idle.erase(best);
        return taken;
    }
    ++running;
    lock.unlock();
    auto started = WorkerProcess::start(options.program);
    if (!started) {
        lost();
        return started.error();
    }
    return Idle{.process = *std::move(started), .key = key};
}

void Driver::Impl::giveBack(Idle worker)
{
    const std::lock_guard lock(mutex);
    idle.push_front(std::move(worker));
    freed.notify_one();
}

void Driver::Impl::lost()
{
    const std::lock_guard lock(mutex);
    --running;
    freed.notify_one();
}

Result<QCborValue> Driver::Impl::once(const Order &order, const Secret &secret, const QString &key,
                                      Clock::time_point deadline)
{
    auto worker = take(key, deadline);
    if (!worker)
        return worker.error();
    const Frame request{.body = toCbor(order).toCbor(), .secret = secret};
    Frame answer;
    const FrameStatus status = worker->process->exchange(request, answer, deadline + grace);
    Outcome outcome;
    if (status != FrameStatus::Good || !fromCbor(QCborValue::fromCbor(answer.body), outcome)) {
        worker->process.reset();
        {
            const std::lock_guard lock(mutex);
            ++counters.replaced;
        }
        lost();
        if (status == FrameStatus::Timeout) {
            return Error{.code = ErrorCode::Timeout,
                         .message = u"%1 did not answer in time."_s.arg(order.host),
                         .hint = u"Is it overloaded, or stopped in the middle?"_s,
                         .retryable = true};
        }
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"The RPC worker that spoke to %1 has died."_s.arg(order.host),
                     .retryable = true};
    }
    worker->key = key;
    giveBack(*std::move(worker));
    if (outcome.kind.isEmpty())
        return outcome.answer;
    return Error{.code = errorCodeFromName(outcome.kind),
                 .message = outcome.message,
                 .hint = outcome.hint,
                 .place = outcome.place,
                 .field = outcome.field,
                 .native = outcome.native,
                 .retryable = outcome.retryable};
}

Driver::Driver(Options options)
    : d(std::make_unique<Impl>(std::move(options)))
{}

Driver::~Driver() = default;

Error Driver::unreadable(const QString &name)
{
    return Error{.code = ErrorCode::Internal,
                 .message = u"The RPC worker's answer to %1 cannot be read."_s.arg(name)};
}

Driver::Counters Driver::counters() const
{
    const std::lock_guard lock(d->mutex);
    Counters counters = d->counters;
    counters.workers = d->running;
    return counters;
}

Result<QCborValue> Driver::callByName(const Target &target, const QString &service, const QString &name,
                                      const QCborValue &arguments, std::chrono::milliseconds timeout)
{
    const auto begin = Clock::now();
    const auto deadline = begin + timeout;
    Order order{.host = target.host,
                .user = target.user,
                .domain = target.realm,
                .ntlm = d->options.ntlm,
                .seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(timeout).count()),
                .anew = target.anew,
                .name = name,
                .call = arguments};
    const bool byPassword = std::holds_alternative<access::PasswordCredentials>(target.credentials);
    order.signIn = static_cast<int>(byPassword ? SignIn::Password : SignIn::Ticket);
    const auto secret = std::visit(
        Overloaded{
            [](const access::PasswordCredentials &as) -> Result<Secret> { return as.password; },
            [this](const access::KeytabCredentials &as) { return d->tickets.of(as); },
            [&](const access::TicketCredentials &as) { return as.ticket->ticketFor(service, target.host); }},
        target.credentials);
    if (!secret)
        return secret.error();
    QString key = order.host + u'\n' + order.user + u'\n' + order.domain;
    if (order.anew) // away from the session that is kept, which goes with its worker if this ends badly
        key += u"\nanew"_s;
    auto result = d->once(order, *secret, key, deadline);
    if (!result && result.error().code == ErrorCode::Unreachable && Clock::now() < deadline)
        result = d->once(order, *secret, key, deadline);
    const std::lock_guard lock(d->mutex);
    ++d->counters.calls;
    d->counters.time += std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    if (!result)
        ++d->counters.failures;
    return result;
}

} // namespace smc::rpc
