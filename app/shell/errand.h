// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace smc::shell {

/// Several requests of one purpose ("delete these 12"): a few at a time, every result kept, cancellable
/// between them. Deletes itself at the end.
class Errand : public QObject
{
    Q_OBJECT
public:
    struct Step
    {
        QString name; ///< of the object, for the message
        data::Request request;
        QString dn;       ///< of the object before, where the step may change it
        QJsonObject item; ///< the same as an item of a batch, where several of them are sent as one
    };
    struct Outcome
    {
        std::size_t step; ///< which one; outcomes come in the order of their answers
        QString name;
        Result<data::Answer> result;
    };
    using Done = std::function<void(const std::vector<Outcome> &)>;

    Errand(data::RemoteDataSource &source, const QString &title, std::vector<Step> steps, QObject *parent,
           Done done);

    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] int total() const { return int(m_steps.size()); }
    void start();
    /// What was sent runs to its end; what was not is reported as Cancelled.
    void cancel();

Q_SIGNALS:
    void progress(int done, int total);
    void finished();

private:
    void next();

    data::RemoteDataSource &m_source;
    QString m_title;
    std::vector<Step> m_steps;
    std::vector<Outcome> m_outcomes;
    Done m_done;
    std::size_t m_sent = 0;
    int m_running = 0;
    bool m_cancelled = false;
};

} // namespace smc::shell
