// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/errand.h"

namespace smc::shell {

namespace {

constexpr int errandsAtOnce = 4;

} // namespace

Errand::Errand(data::RemoteDataSource &source, const QString &title, std::vector<Step> steps, QObject *parent,
               Done done)
    : QObject(parent)
    , m_source(source)
    , m_title(title)
    , m_steps(std::move(steps))
    , m_done(std::move(done))
{
    m_outcomes.reserve(m_steps.size());
}

void Errand::start()
{
    next();
}

void Errand::cancel()
{
    m_cancelled = true;
}

void Errand::next()
{
    while (m_running < errandsAtOnce && m_sent < m_steps.size() && !m_cancelled) {
        const std::size_t index = m_sent++;
        ++m_running;
        m_source.send(m_steps.at(index).request, this, [this, index](const Result<data::Answer> &result) {
            --m_running;
            m_outcomes.push_back({index, m_steps.at(index).name, result});
            Q_EMIT progress(int(m_outcomes.size()), total());
            next();
        });
    }
    if (m_running > 0 || (m_sent < m_steps.size() && !m_cancelled))
        return;
    for (; m_sent < m_steps.size(); ++m_sent)
        m_outcomes.push_back({m_sent, m_steps.at(m_sent).name,
                              Error{.code = ErrorCode::Cancelled, .message = tr("Cancelled.")}});
    Q_EMIT finished();
    m_done(m_outcomes);
    deleteLater();
}

} // namespace smc::shell
