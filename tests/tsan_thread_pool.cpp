// SPDX-License-Identifier: GPL-3.0-or-later
// In the preset tsan alone. Qt is built without the thread sanitizer, which therefore does not see what
// orders the work of a QThreadPool: that it begins when it was handed over, and is over when it was waited
// for. These stand in the place of Qt's own, and tell it. One piece of work is not ordered after another by
// them.
#include <QRunnable>
#include <QThreadPool>

#include <dlfcn.h>
#include <functional>
#include <sanitizer/tsan_interface.h>

namespace {

class Work final : public QRunnable
{
public:
    Work(QThreadPool *pool, std::function<void()> function)
        : m_pool(pool)
        , m_function(std::move(function))
    {
        __tsan_release(this);
    }
    ~Work() override { __tsan_acquire(this); }
    Work(const Work &) = delete;
    Work &operator=(const Work &) = delete;

    void run() override
    {
        __tsan_acquire(this);
        m_function();
        m_function = nullptr;
        __tsan_release(m_pool);
    }

private:
    QThreadPool *const m_pool;
    std::function<void()> m_function;
};

} // namespace

void QThreadPool::start(std::function<void()> functionToRun, int priority)
{
    start(new Work(this, std::move(functionToRun)), priority);
}

bool QThreadPool::waitForDone(int msecs)
{
    static const auto wait =
        reinterpret_cast<bool (*)(QThreadPool *, int)>(::dlsym(RTLD_NEXT, "_ZN11QThreadPool11waitForDoneEi"));
    const bool done = wait(this, msecs);
    if (done)
        __tsan_acquire(this);
    return done;
}
