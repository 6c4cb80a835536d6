// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/registry_key.h"

#include <QStringDecoder>
#include <QStringEncoder>
#include <QtEndian>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uint32_t maxValue = 64 * 1024;
constexpr uint16_t maxName = 1024; ///< bytes of a key's or a value's name

/// A value as Samba reads it when it is one of smb.conf: text, or a number. What else there may be is named.
QString textOf(winreg_Type type, QByteArrayView value)
{
    if (type == REG_DWORD && value.size() == sizeof(quint32))
        return QString::number(qFromLittleEndian<quint32>(value.data()));
    if (type != REG_SZ && type != REG_EXPAND_SZ && type != REG_MULTI_SZ)
        return u"binary (%1 bytes)"_s.arg(value.size());
    QString text = QStringDecoder(QStringDecoder::Utf16LE)(value);
    while (text.endsWith(QChar(u'\0')))
        text.chop(1);
    return text;
}

} // namespace

Result<RegistryKey> RegistryKey::machine(Server &server, uint32_t access, int seconds)
{
    auto pipe = server.pipe(ndr_table_winreg, seconds);
    if (!pipe)
        return pipe.error();
    RegistryKey key(server, *pipe);
    auto opened = key.check(
        dcerpc_winreg_OpenHKLM(*pipe, key.m_memory.get(), nullptr, access, &key.m_handle, &key.m_result));
    if (!opened)
        return opened.error();
    key.m_open = true;
    return key;
}

Result<RegistryKey> RegistryKey::child(const QByteArray &childName, uint32_t access)
{
    RegistryKey key(*m_server, m_pipe);
    auto opened = key.check(dcerpc_winreg_OpenKey(m_pipe, m_memory.get(), &m_handle, name(childName), 0,
                                                  access, &key.m_handle, &key.m_result));
    if (!opened)
        return opened.error();
    key.m_open = true;
    return key;
}

Result<RegistryKey> RegistryKey::create(const QByteArray &childName, uint32_t access)
{
    RegistryKey key(*m_server, m_pipe);
    winreg_CreateAction action = REG_ACTION_NONE;
    auto made =
        key.check(dcerpc_winreg_CreateKey(m_pipe, m_memory.get(), &m_handle, name(childName), name({}), 0,
                                          access, nullptr, &key.m_handle, &action, &key.m_result));
    if (!made)
        return made.error();
    key.m_open = true;
    return key;
}

Result<QList<QByteArray>> RegistryKey::children()
{
    QList<QByteArray> names;
    for (uint32_t index = 0;; ++index) {
        winreg_StringBuf one{.length = 0, .size = maxName, .name = ""};
        winreg_StringBuf keyClass{.length = 0, .size = 0, .name = nullptr};
        NTTIME changed = 0;
        const NTSTATUS status = dcerpc_winreg_EnumKey(m_pipe, m_memory.get(), &m_handle, index, &one,
                                                      &keyClass, &changed, &m_result);
        if (NT_STATUS_IS_OK(status) && W_ERROR_EQUAL(m_result, WERR_NO_MORE_ITEMS))
            return names;
        if (auto answered = check(status); !answered)
            return answered.error();
        names.append(QByteArray(one.name));
    }
}

Result<QList<QStringList>> RegistryKey::values()
{
    QList<QStringList> values;
    QByteArray buffer(maxValue, Qt::Uninitialized);
    for (uint32_t index = 0;; ++index) {
        winreg_ValNameBuf one{.length = 0, .size = maxName, .name = ""};
        winreg_Type type = REG_NONE;
        uint32_t size = maxValue;
        uint32_t length = 0;
        const NTSTATUS status =
            dcerpc_winreg_EnumValue(m_pipe, m_memory.get(), &m_handle, index, &one, &type,
                                    reinterpret_cast<uint8_t *>(buffer.data()), &size, &length, &m_result);
        if (NT_STATUS_IS_OK(status) && W_ERROR_EQUAL(m_result, WERR_NO_MORE_ITEMS))
            return values;
        if (auto answered = check(status); !answered)
            return answered.error();
        const QString value = textOf(type, QByteArrayView(buffer.constData(), length));
        const QString name = QString::fromUtf8(one.name);
        if (type == REG_MULTI_SZ) {
            for (const QString &part : value.split(QChar(u'\0')))
                values.append({name, part});
        } else {
            values.append({name, value});
        }
    }
}

Result<void> RegistryKey::set(const QString &parameter, const QString &value)
{
    QStringEncoder encode(QStringEncoder::Utf16LE);
    QByteArray data = encode(value + QChar(u'\0'));
    const QByteArray parameterName = parameter.toUtf8();
    return check(dcerpc_winreg_SetValue(m_pipe, m_memory.get(), &m_handle, name(parameterName), REG_SZ,
                                        reinterpret_cast<uint8_t *>(data.data()),
                                        static_cast<uint32_t>(data.size()), &m_result));
}

Result<void> RegistryKey::removeValue(const QString &parameter)
{
    const QByteArray parameterName = parameter.toUtf8();
    return check(
        dcerpc_winreg_DeleteValue(m_pipe, m_memory.get(), &m_handle, name(parameterName), &m_result));
}

Result<void> RegistryKey::removeChild(const QByteArray &childName)
{
    return check(dcerpc_winreg_DeleteKey(m_pipe, m_memory.get(), &m_handle, name(childName), &m_result));
}

} // namespace smc::rpc
