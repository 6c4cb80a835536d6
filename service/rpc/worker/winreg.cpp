// SPDX-License-Identifier: GPL-3.0-or-later
//
// Samba's configuration in the registry: a key for each section below HKLM\SOFTWARE\Samba\smbconf, a REG_SZ
// value for each parameter. A REG_MULTI_SZ holds the list of a section's includes.
#include "service/rpc/worker/calls.h"

#include <QStringDecoder>
#include <QStringEncoder>

#include <array>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto smbConf = R"(SOFTWARE\Samba\smbconf)";
constexpr uint32_t maxValue = 64 * 1024;
constexpr uint16_t maxName = 1024; ///< bytes of a key's or a value's name

/// The open key of the configuration or of a section in it; closed at the end of its scope.
class Key
{
public:
    Key(Server &server, dcerpc_binding_handle *pipe)
        : m_server(&server)
        , m_pipe(pipe)
    {}
    Key(Key &&other) noexcept
        : m_server(other.m_server)
        , m_pipe(other.m_pipe)
        , m_handle(other.m_handle)
        , m_open(std::exchange(other.m_open, false))
    {}
    Key &operator=(Key &&) = delete;
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;
    ~Key()
    {
        WERROR ignored = WERR_OK; // a handle that cannot be closed ends with the session
        if (m_open)
            dcerpc_winreg_CloseKey(m_pipe, makeScratch().get(), &m_handle, &ignored);
    }

    [[nodiscard]] static Result<Key> machine(Server &server, uint32_t access, int seconds);
    [[nodiscard]] Result<Key> child(const QByteArray &name, uint32_t access);
    [[nodiscard]] Result<Key> create(const QByteArray &name, uint32_t access);
    [[nodiscard]] Result<QList<QByteArray>> children();
    [[nodiscard]] Result<QList<QStringList>> values();
    [[nodiscard]] Result<void> set(const QString &name, const QString &value);
    [[nodiscard]] Result<void> removeValue(const QString &name);
    [[nodiscard]] Result<void> removeChild(const QByteArray &name);

private:
    [[nodiscard]] Result<void> check(NTSTATUS status) const
    {
        return rpc::check(status, m_result, m_server->host());
    }
    static winreg_String name(const QByteArray &text)
    {
        return {.name_len = 0, .name_size = 0, .name = text.constData()};
    }

    Server *m_server;
    dcerpc_binding_handle *m_pipe;
    policy_handle m_handle{};
    bool m_open = false;
    WERROR m_result = WERR_OK;
    Scratch m_memory = makeScratch();
};

Result<Key> Key::machine(Server &server, uint32_t access, int seconds)
{
    auto pipe = server.pipe(ndr_table_winreg, seconds);
    if (!pipe)
        return pipe.error();
    Key key(server, *pipe);
    auto opened = key.check(
        dcerpc_winreg_OpenHKLM(*pipe, key.m_memory.get(), nullptr, access, &key.m_handle, &key.m_result));
    if (!opened)
        return opened.error();
    key.m_open = true;
    return key;
}

Result<Key> Key::child(const QByteArray &childName, uint32_t access)
{
    Key key(*m_server, m_pipe);
    auto opened = key.check(dcerpc_winreg_OpenKey(m_pipe, m_memory.get(), &m_handle, name(childName), 0,
                                                  access, &key.m_handle, &key.m_result));
    if (!opened)
        return opened.error();
    key.m_open = true;
    return key;
}

Result<Key> Key::create(const QByteArray &childName, uint32_t access)
{
    Key key(*m_server, m_pipe);
    winreg_CreateAction action = REG_ACTION_NONE;
    auto made =
        key.check(dcerpc_winreg_CreateKey(m_pipe, m_memory.get(), &m_handle, name(childName), name({}), 0,
                                          access, nullptr, &key.m_handle, &action, &key.m_result));
    if (!made)
        return made.error();
    key.m_open = true;
    return key;
}

Result<QList<QByteArray>> Key::children()
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

Result<QList<QStringList>> Key::values()
{
    QList<QStringList> values;
    QByteArray buffer(maxValue, Qt::Uninitialized);
    QStringDecoder decode(QStringDecoder::Utf16LE);
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
        QString value = decode(QByteArrayView(buffer.constData(), length));
        while (value.endsWith(QChar(u'\0')))
            value.chop(1);
        const QString name = QString::fromUtf8(one.name);
        if (type == REG_MULTI_SZ) {
            for (const QString &part : value.split(QChar(u'\0')))
                values.append({name, part});
        } else {
            values.append({name, value});
        }
    }
}

Result<void> Key::set(const QString &parameter, const QString &value)
{
    QStringEncoder encode(QStringEncoder::Utf16LE);
    QByteArray data = encode(value + QChar(u'\0'));
    const QByteArray parameterName = parameter.toUtf8();
    return check(dcerpc_winreg_SetValue(m_pipe, m_memory.get(), &m_handle, name(parameterName), REG_SZ,
                                        reinterpret_cast<uint8_t *>(data.data()),
                                        static_cast<uint32_t>(data.size()), &m_result));
}

Result<void> Key::removeValue(const QString &parameter)
{
    const QByteArray parameterName = parameter.toUtf8();
    return check(
        dcerpc_winreg_DeleteValue(m_pipe, m_memory.get(), &m_handle, name(parameterName), &m_result));
}

Result<void> Key::removeChild(const QByteArray &childName)
{
    return check(dcerpc_winreg_DeleteKey(m_pipe, m_memory.get(), &m_handle, name(childName), &m_result));
}

Result<Key> openSmbConf(Server &server, uint32_t access, int seconds)
{
    auto machine = Key::machine(server, access, seconds);
    if (!machine)
        return machine.error();
    auto key = machine->child(smbConf, access);
    if (!key && key.error().code == ErrorCode::NotFound) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"%1 has no configuration in its registry."_s.arg(server.host()),
                     .hint = u"Write \"include = registry\" into its smb.conf."_s};
    }
    return key;
}

bool isNotFound(const Error &error)
{
    return error.code == ErrorCode::NotFound;
}

} // namespace

Result<QList<SmbConfSection>> carryOut(Server &server, const SmbConfRead &call, int seconds)
{
    auto root = openSmbConf(server, REG_KEY_READ, seconds);
    if (!root)
        return root.error();
    QList<QByteArray> names{call.section.toUtf8()};
    if (call.section.isEmpty()) {
        auto all = root->children();
        if (!all)
            return all.error();
        names = *std::move(all);
    }
    QList<SmbConfSection> sections;
    for (const QByteArray &name : std::as_const(names)) {
        auto key = root->child(name, REG_KEY_READ);
        if (!key)
            return isNotFound(key.error())
                       ? Error{.code = ErrorCode::NotFound,
                               .message = u"%1 has no section [%2] in its registry."_s.arg(
                                   server.host(), QString::fromUtf8(name))}
                       : key.error();
        auto values = key->values();
        if (!values)
            return values.error();
        sections.append({.name = QString::fromUtf8(name), .parameters = *std::move(values)});
    }
    return sections;
}

Result<Done> carryOut(Server &server, const SmbConfWrite &call, int seconds)
{
    auto root = openSmbConf(server, REG_KEY_READ | REG_KEY_WRITE, seconds);
    if (!root)
        return root.error();
    const QByteArray name = call.section.toUtf8();
    if (call.removeSection) {
        if (auto removed = root->removeChild(name); !removed && !isNotFound(removed.error()))
            return removed.error();
        return Done{};
    }
    auto section = root->create(name, REG_KEY_READ | REG_KEY_WRITE); // opens the one that is there
    if (!section)
        return section.error();
    for (const QStringList &parameter : call.set) {
        if (parameter.size() != 2)
            return Error{.code = ErrorCode::Internal, .message = u"A parameter is a name and a value."_s};
        if (auto done = section->set(parameter[0], parameter[1]); !done)
            return done.error().on(parameter[0]);
    }
    for (const QString &parameter : call.remove) {
        if (auto done = section->removeValue(parameter); !done && !isNotFound(done.error()))
            return done.error().on(parameter);
    }
    return Done{};
}

} // namespace smc::rpc
