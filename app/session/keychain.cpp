// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/keychain.h"

#ifdef SMC_WITH_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace smc::session::keychain {

using namespace Qt::Literals::StringLiterals;

#ifdef SMC_WITH_KEYCHAIN

namespace {

QString keychainService()
{
    return u"Samba Management Console"_s;
}

} // namespace

bool isOffered()
{
    return true;
}

void read(const QString &key, QObject *context, std::function<void(QString)> then)
{
    auto *job = new QKeychain::ReadPasswordJob(keychainService());
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] {
        then(job->error() == QKeychain::NoError ? job->textData() : QString());
    });
    job->start();
}

void write(const QString &key, const QString &password, QObject *context, std::function<void(QString)> then)
{
    auto *job = new QKeychain::WritePasswordJob(keychainService());
    job->setKey(key);
    job->setTextData(password);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] {
        then(job->error() == QKeychain::NoError ? QString() : job->errorString());
    });
    job->start();
}

void remove(const QString &key)
{
    auto *job = new QKeychain::DeletePasswordJob(keychainService());
    job->setKey(key);
    job->start();
}

#else

bool isOffered()
{
    return false;
}

void read(const QString &, QObject *, std::function<void(QString)>) {}
void write(const QString &, const QString &, QObject *, std::function<void(QString)>) {}
void remove(const QString &) {}

#endif

} // namespace smc::session::keychain
