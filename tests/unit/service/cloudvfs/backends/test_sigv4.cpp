// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/sigv4.h"

#include <QTest>
#include <QTimeZone>

using namespace smc;
using namespace smc::cloudvfs;

namespace {

const QByteArray ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

AccessKey exampleKey(QByteArray secret)
{
    return {.id = "AKIDEXAMPLE", .secret = Secret(std::move(secret))};
}

} // namespace

class TestSigV4 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asTheTestSuiteOfAmazonHasIt()
    {
        // "get-vanilla" of the AWS Signature Version 4 test suite.
        const QDateTime now(QDate(2015, 8, 30), QTime(12, 36), Qt::UTC);
        const QByteArray made = authorization(
            {.method = "GET",
             .path = "/",
             .query = {},
             .headers = {{"host", "example.amazonaws.com"}, {"x-amz-date", "20150830T123600Z"}},
             .payloadHash = ofNothing},
            exampleKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "us-east-1", "service", now);
        QCOMPARE(made, "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                       "SignedHeaders=host;x-amz-date, "
                       "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }
    void theOrderOfTheQueryDoesNotMatter()
    {
        const QDateTime now(QDate(2015, 8, 30), QTime(12, 36), Qt::UTC);
        const auto signedWith = [&now](QList<std::pair<QByteArray, QByteArray>> query) {
            return authorization({.method = "GET",
                                  .path = "/",
                                  .query = std::move(query),
                                  .headers = {{"host", "example.amazonaws.com"}},
                                  .payloadHash = ofNothing},
                                 exampleKey("secret"), "us-east-1", "s3", now);
        };
        QCOMPARE(signedWith({{"b", "2"}, {"a", "1"}}), signedWith({{"a", "1"}, {"b", "2"}}));
        QVERIFY(signedWith({{"b", "2"}, {"a", "1"}}) != signedWith({{"a", "2"}, {"b", "1"}}));
    }
    void everySignButAFewIsEncoded()
    {
        QCOMPARE(uriEncoded("a-b_c.d~e/f", true), "a-b_c.d~e/f");
        QCOMPARE(uriEncoded("a/b", false), "a%2Fb");
        QCOMPARE(uriEncoded(" !'()*+&=:@ü", true), "%20%21%27%28%29%2A%2B%26%3D%3A%40%C3%BC");
    }
};

QTEST_APPLESS_MAIN(TestSigV4)
#include "test_sigv4.moc"
