// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"

namespace smc::testlab {

/// Quotas on the lab's file server. The machine's kernel may have none, so they are kept by scripts, as Samba
/// offers it (smb.conf(5), get quota command): smbd asks them as it would ask the kernel. Whoever has no
/// limit uses 5 KiB as well. Changes [global] in the registry of fs1: tests take the lock
/// file_server_registry.
class Quotas
{
public:
    explicit Quotas(const Lab &lab)
        : m_lab(lab)
    {}
    ~Quotas() { switchOff(); }
    Quotas(const Quotas &) = delete;
    Quotas &operator=(const Quotas &) = delete;

    /// Begins with no limits. smbd takes them over in a moment.
    [[nodiscard]] bool switchOn() const
    {
        return onServer(QStringLiteral(R"(
            rm -rf /srv/quota && mkdir /srv/quota && cd /srv/quota &&
            cat >get <<'END'
#!/bin/sh
# path, kind (1 the default, 2 a user), uid
read state soft hard 2>/dev/null <"/srv/quota/$2.$3" || { state=2 soft=0 hard=0; }
echo "$state 5 $soft $hard 0 0 0 1024"
END
            cat >set <<'END'
#!/bin/sh
# path, kind, uid, state, soft, hard, …
[ -e /srv/quota/deaf ] || echo "$4 $5 $6" >"/srv/quota/$2.$3"
echo done
END
            chmod 755 get set && echo '2 0 0' >1.-1 &&
            net conf setparm global 'get quota command' /srv/quota/get &&
            net conf setparm global 'set quota command' /srv/quota/set && smbcontrol smbd reload-config)"));
    }
    void switchOff() const
    {
        (void)onServer(QStringLiteral("net conf delparm global 'get quota command'; "
                                      "net conf delparm global 'set quota command'; "
                                      "smbcontrol smbd reload-config; rm -rf /srv/quota"));
    }
    /// From now on the server says that it did what it was asked to, and does nothing.
    [[nodiscard]] bool goDeaf() const { return onServer(QStringLiteral("touch /srv/quota/deaf")); }
    /// What the server keeps of somebody, "SOFT HARD" in KiB and 0 for no limit; empty: nothing.
    [[nodiscard]] QByteArray kept(const QString &account) const
    {
        return m_lab
            .exec(QStringLiteral("fs1"),
                  {QStringLiteral("sh"), QStringLiteral("-c"),
                   QStringLiteral("cut -d' ' -f2- /srv/quota/2.$(id -u 'LAB\\%1')").arg(account)})
            .output.trimmed();
    }

private:
    [[nodiscard]] bool onServer(const QString &command) const
    {
        return m_lab.exec(QStringLiteral("fs1"), {QStringLiteral("sh"), QStringLiteral("-c"), command}).ok();
    }
    const Lab &m_lab;
};

} // namespace smc::testlab
