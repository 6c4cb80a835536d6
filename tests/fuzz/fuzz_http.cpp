// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_http
//
// Bytes of a client through the parser that the listener uses. Besides not crashing: however the bytes are
// cut into pieces, the same requests come out, within the limits. (A malformed head may be refused later when
// it comes in pieces: Beast then waits for its end before it looks again.)

#include "service/http/request_parser.h"

#include <cstdint>
#include <cstdlib>

using namespace smc::http;

namespace {

constexpr ParserLimits limits{.target = 200, .header = 1000, .fields = 20, .body = 500};

struct Outcome
{
    QList<QByteArray> requests;
    int failure = 0;
};

void check(bool holds)
{
    if (!holds)
        std::abort();
}

Outcome parse(QByteArrayView bytes, qsizetype piece)
{
    Outcome outcome;
    RequestParser parser(limits);
    QByteArray pending;
    qsizetype offered = 0;
    while (outcome.requests.size() < 20) {
        const qsizetype used = parser.feed(pending);
        check(used >= 0 && used <= pending.size());
        pending.remove(0, used);
        if (parser.state() == RequestParser::State::Failed) {
            outcome.failure = parser.failure().status;
            check(outcome.failure >= 400 && outcome.failure <= 505 && !parser.failure().body.isEmpty());
            break;
        }
        if (parser.state() == RequestParser::State::Done) {
            const Request &request = parser.request();
            check(request.body.size() <= limits.body && request.target.size() <= limits.target);
            check(!request.method.isEmpty() && request.headers.all().size() <= limits.fields);
            for (const QByteArray &segment : request.path)
                check(!segment.contains('\0'));
            QByteArray text = methodOnTheWire(request) + ' ' + request.path.join('|') + ' ' + request.body;
            for (const auto &[name, value] : request.headers.all())
                text += '\n' + name + ':' + value;
            outcome.requests.append(text);
            parser.reset();
            continue;
        }
        if (used > 0)
            continue;
        if (offered == bytes.size())
            break;
        const qsizetype more = qMin(piece, bytes.size() - offered);
        pending.append(bytes.sliced(offered, more).toByteArray());
        offered += more;
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const Outcome whole = parse(bytes, bytes.size());
    for (const qsizetype piece : {qsizetype(1), qsizetype(7)}) {
        const Outcome pieces = parse(bytes, piece);
        check(pieces.requests == whole.requests);
    }
    return 0;
}
