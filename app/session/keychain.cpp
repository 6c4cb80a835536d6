// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/keychain.h"

#ifdef SMC_WITH_KEYCHAIN
#include <QCoreApplication>
#include <QLibrary>
#include <qt6keychain/keychain.h>
#endif

namespace smc::session::keychain {

using namespace Qt::Literals::StringLiterals;

#ifdef SMC_WITH_KEYCHAIN

namespace {

struct KeychainText
{
    Q_DECLARE_TR_FUNCTIONS(smc::session::Keychain)
};

Error keychainError(const QKeychain::Job &job)
{
    Error error{.hint = KeychainText::tr("Signing in works without it."), .native = job.errorString()};
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        error.code = ErrorCode::NotFound;
        error.message = KeychainText::tr("The key chain holds no such password.");
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        error.code = ErrorCode::Denied;
        error.message = KeychainText::tr("The key chain stays closed.");
        break;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        error.code = ErrorCode::Unsupported;
        error.message = KeychainText::tr("This computer has no key chain.");
        break;
    default:
        error.code = ErrorCode::Unreachable;
        error.message = KeychainText::tr("The system's key chain does not answer.");
    }
    return error;
}

/// A job for this key; it deletes itself when it is done.
template<typename Job>
Job *newJob(const QString &key)
{
#ifdef Q_OS_LINUX
    // QtKeychain before 0.14 asks for "libsecret-1.so", which only developers have. Qt knows a library that
    // is loaded by its bare name, so it finds this one.
    static const bool loaded = QLibrary(u"secret-1"_s, 0).load();
    Q_UNUSED(loaded) // without libsecret it goes to KWallet
#endif
    auto *job = new Job(u"Samba Management Console"_s);
    job->setKey(key);
    return job;
}

} // namespace

bool isOffered()
{
    return true;
}

void read(const QString &key, QObject *context, std::function<void(const Result<QString> &)> then)
{
    auto *job = newJob<QKeychain::ReadPasswordJob>(key);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] {
        if (job->error() != QKeychain::NoError)
            then(keychainError(*job));
        else
            then(job->textData());
    });
    job->start();
}

void write(const QString &key, const QString &password, QObject *context,
           std::function<void(const Result<void> &)> then)
{
    auto *job = newJob<QKeychain::WritePasswordJob>(key);
    job->setTextData(password);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] {
        then(job->error() == QKeychain::NoError ? Result<void>() : keychainError(*job));
    });
    job->start();
}

void remove(const QString &key, QObject *context, std::function<void(const Result<void> &)> then)
{
    auto *job = newJob<QKeychain::DeletePasswordJob>(key);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] {
        const bool gone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        then(gone ? Result<void>() : keychainError(*job));
    });
    job->start();
}

#else

bool isOffered()
{
    return false;
}

void read(const QString &, QObject *, std::function<void(const Result<QString> &)>) {}
void write(const QString &, const QString &, QObject *, std::function<void(const Result<void> &)>) {}
void remove(const QString &, QObject *, std::function<void(const Result<void> &)>) {}

#endif

} // namespace smc::session::keychain
