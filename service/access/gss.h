// SPDX-License-Identifier: GPL-3.0-or-later
//
// What GSSAPI ([RFC 2744]) allocates, freed with its owner; and its errors.
#pragma once

#include "shared/core/error.h"

#include <QByteArray>

#include <gssapi/gssapi.h>

namespace smc::access {

class GssBuffer
{
public:
    GssBuffer() = default;
    ~GssBuffer()
    {
        OM_uint32 minor = 0;
        gss_release_buffer(&minor, &m_buffer);
    }
    GssBuffer(const GssBuffer &) = delete;
    GssBuffer &operator=(const GssBuffer &) = delete;
    gss_buffer_t out() { return &m_buffer; }
    [[nodiscard]] QByteArray bytes() const
    {
        return {static_cast<const char *>(m_buffer.value), static_cast<qsizetype>(m_buffer.length)};
    }

private:
    gss_buffer_desc m_buffer = GSS_C_EMPTY_BUFFER;
};

struct GssName
{
    gss_name_t name = GSS_C_NO_NAME;
    GssName() = default;
    ~GssName()
    {
        OM_uint32 minor = 0;
        gss_release_name(&minor, &name);
    }
    GssName(const GssName &) = delete;
    GssName &operator=(const GssName &) = delete;
};

struct GssCredential
{
    gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
    GssCredential() = default;
    ~GssCredential()
    {
        OM_uint32 minor = 0;
        gss_release_cred(&minor, &credential);
    }
    GssCredential(const GssCredential &) = delete;
    GssCredential &operator=(const GssCredential &) = delete;
};

struct GssContext
{
    gss_ctx_id_t context = GSS_C_NO_CONTEXT;
    GssContext() = default;
    ~GssContext()
    {
        OM_uint32 minor = 0;
        gss_delete_sec_context(&minor, &context, GSS_C_NO_BUFFER);
    }
    GssContext(const GssContext &) = delete;
    GssContext &operator=(const GssContext &) = delete;
};

/// `message`, with what the library says of it as native code.
[[nodiscard]] Error gssError(ErrorCode code, const QString &message, OM_uint32 major, OM_uint32 minor);

} // namespace smc::access
