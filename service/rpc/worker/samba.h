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
#include <gen_ndr/ndr_lsa_c.h>
#include <gen_ndr/ndr_samr_c.h>
#include <gen_ndr/ndr_srvsvc_c.h>
#include <gen_ndr/ndr_winreg_c.h>
#include <ndr.h>
#include <param.h>
#include <talloc.h>
#include <tevent.h>

// Exported, but declared in no installed header: by libsamba-errors, libsamba-hostconfig, libndr-standard.
void tevent_loop_allow_nesting(struct tevent_context *ev); // behind TEVENT_DEPRECATED
struct loadparm_context *loadparm_init(TALLOC_CTX *mem_ctx);
bool lpcfg_set_cmdline(struct loadparm_context *lp_ctx, const char *name, const char *value);
bool cli_credentials_set_smb_ipc_signing(struct cli_credentials *cred, enum smb_signing_setting signing,
                                         enum credentials_obtained obtained);
bool cli_credentials_set_smb_encryption(struct cli_credentials *cred, enum smb_encryption_setting encryption,
                                        enum credentials_obtained obtained);
const char *get_friendly_nt_error_msg(NTSTATUS status);
const char *nt_errstr(NTSTATUS status);
NTSTATUS nt_status_string_to_code(const char *name);
const char *win_errstr(WERROR error);
const char *get_friendly_werror_msg(WERROR error);
extern const struct ndr_interface_table ndr_table_lsarpc;
extern const struct ndr_interface_table ndr_table_samr;
extern const struct ndr_interface_table ndr_table_srvsvc;
extern const struct ndr_interface_table ndr_table_winreg;
}
