// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace smc::data {

/// A request body that can be read once. QNetworkAccessManager quietly sends a request again when a kept
/// connection closes under it; a body that cannot be rewound makes it fail instead, so that no change is
/// carried out twice. Wipes its bytes when they are read: they may hold a password.
class BodyDevice : public QIODevice
{
    Q_OBJECT
public:
    explicit BodyDevice(QByteArray body);
    ~BodyDevice() override;

    [[nodiscard]] bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; } // this is what stops the second sending
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qsizetype m_offset = 0;
};

} // namespace smc::data
