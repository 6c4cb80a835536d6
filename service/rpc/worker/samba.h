// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Samba's headers, made fit for C++: they are C, and two of them name enums that no public header defines.

#include <cstdint>
#include <cstdio>
#include <ctime>

extern "C" {
// As lib/param and libcli/smb define them; the values are part of the libraries' interface.
enum smb_signing_setting {
    SMB_SIGNING_IPC_DEFAULT = -2,
    SMB_SIGNING_DEFAULT = -1,
    SMB_SIGNING_OFF = 0,
    SMB_SIGNING_IF_REQUIRED = 1,
    SMB_SIGNING_DESIRED = 2,
    SMB_SIGNING_REQUIRED = 3
};
enum smb_encryption_setting {
    SMB_ENCRYPTION_DEFAULT = -1,
    SMB_ENCRYPTION_OFF = 0,
    SMB_ENCRYPTION_IF_REQUIRED = 1,
    SMB_ENCRYPTION_DESIRED = 2,
    SMB_ENCRYPTION_REQUIRED = 3
};

#include <core/ntstatus.h>
#include <core/werror.h>
#include <credentials.h>
#include <dcerpc.h>
#include <gen_ndr/ndr_drsreplica.h>
#include <gen_ndr/ndr_drsreplica_c.h>
#include <gen_ndr/ndr_eventlog.h>
#include <gen_ndr/ndr_eventlog_c.h>
#include <gen_ndr/ndr_lsa_c.h>
#include <gen_ndr/ndr_samr_c.h>
#include <gen_ndr/ndr_spoolss_c.h>
#include <gen_ndr/ndr_srvsvc_c.h>
#include <gen_ndr/ndr_svcctl_c.h>
#include <gen_ndr/ndr_winreg_c.h>
#include <ndr.h>
#include <param.h>
#include <talloc.h>
#include <tevent.h>

// Declared by tevent.h behind TEVENT_DEPRECATED only.
void tevent_loop_allow_nesting(struct tevent_context *ev);
}
