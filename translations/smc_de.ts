<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>country</name>
    <message>
        <source>Andorra</source>
        <translation>Andorra</translation>
    </message>
    <message>
        <source>United Arab Emirates</source>
        <translation>Vereinigte Arabische Emirate</translation>
    </message>
    <message>
        <source>Afghanistan</source>
        <translation>Afghanistan</translation>
    </message>
    <message>
        <source>Antigua and Barbuda</source>
        <translation>Antigua und Barbuda</translation>
    </message>
    <message>
        <source>Anguilla</source>
        <translation>Anguilla</translation>
    </message>
    <message>
        <source>Albania</source>
        <translation>Albanien</translation>
    </message>
    <message>
        <source>Armenia</source>
        <translation>Armenien</translation>
    </message>
    <message>
        <source>Angola</source>
        <translation>Angola</translation>
    </message>
    <message>
        <source>Antarctica</source>
        <translation>Antarktis</translation>
    </message>
    <message>
        <source>Argentina</source>
        <translation>Argentinien</translation>
    </message>
    <message>
        <source>American Samoa</source>
        <translation>Amerikanisch-Samoa</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>Österreich</translation>
    </message>
    <message>
        <source>Australia</source>
        <translation>Australien</translation>
    </message>
    <message>
        <source>Aruba</source>
        <translation>Aruba</translation>
    </message>
    <message>
        <source>Åland Islands</source>
        <translation>Ålandinseln</translation>
    </message>
    <message>
        <source>Azerbaijan</source>
        <translation>Aserbaidschan</translation>
    </message>
    <message>
        <source>Bosnia and Herzegovina</source>
        <translation>Bosnien und Herzegowina</translation>
    </message>
    <message>
        <source>Barbados</source>
        <translation>Barbados</translation>
    </message>
    <message>
        <source>Bangladesh</source>
        <translation>Bangladesch</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Belgien</translation>
    </message>
    <message>
        <source>Burkina Faso</source>
        <translation>Burkina Faso</translation>
    </message>
    <message>
        <source>Bulgaria</source>
        <translation>Bulgarien</translation>
    </message>
    <message>
        <source>Bahrain</source>
        <translation>Bahrain</translation>
    </message>
    <message>
        <source>Burundi</source>
        <translation>Burundi</translation>
    </message>
    <message>
        <source>Benin</source>
        <translation>Benin</translation>
    </message>
    <message>
        <source>Saint Barthélemy</source>
        <translation>Saint-Barthélemy</translation>
    </message>
    <message>
        <source>Bermuda</source>
        <translation>Bermuda</translation>
    </message>
    <message>
        <source>Brunei</source>
        <translation>Brunei</translation>
    </message>
    <message>
        <source>Bolivia</source>
        <translation>Bolivien</translation>
    </message>
    <message>
        <source>Bonaire, Sint Eustatius and Saba</source>
        <translation>Bonaire, Sint Eustatius und Saba</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>Brasilien</translation>
    </message>
    <message>
        <source>Bahamas</source>
        <translation>Bahamas</translation>
    </message>
    <message>
        <source>Bhutan</source>
        <translation>Bhutan</translation>
    </message>
    <message>
        <source>Bouvet Island</source>
        <translation>Bouvetinsel</translation>
    </message>
    <message>
        <source>Botswana</source>
        <translation>Botsuana</translation>
    </message>
    <message>
        <source>Belarus</source>
        <translation>Belarus</translation>
    </message>
    <message>
        <source>Belize</source>
        <translation>Belize</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>Kanada</translation>
    </message>
    <message>
        <source>Cocos Islands</source>
        <translation>Kokosinseln</translation>
    </message>
    <message>
        <source>Congo (Kinshasa)</source>
        <translation>Kongo (Kinshasa)</translation>
    </message>
    <message>
        <source>Central African Republic</source>
        <translation>Zentralafrikanische Republik</translation>
    </message>
    <message>
        <source>Congo (Brazzaville)</source>
        <translation>Kongo (Brazzaville)</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Schweiz</translation>
    </message>
    <message>
        <source>Ivory Coast</source>
        <translation>Elfenbeinküste</translation>
    </message>
    <message>
        <source>Cook Islands</source>
        <translation>Cookinseln</translation>
    </message>
    <message>
        <source>Chile</source>
        <translation>Chile</translation>
    </message>
    <message>
        <source>Cameroon</source>
        <translation>Kamerun</translation>
    </message>
    <message>
        <source>China</source>
        <translation>China</translation>
    </message>
    <message>
        <source>Colombia</source>
        <translation>Kolumbien</translation>
    </message>
    <message>
        <source>Costa Rica</source>
        <translation>Costa Rica</translation>
    </message>
    <message>
        <source>Cuba</source>
        <translation>Kuba</translation>
    </message>
    <message>
        <source>Cape Verde</source>
        <translation>Kap Verde</translation>
    </message>
    <message>
        <source>Curaçao</source>
        <translation>Curaçao</translation>
    </message>
    <message>
        <source>Christmas Island</source>
        <translation>Weihnachtsinsel</translation>
    </message>
    <message>
        <source>Cyprus</source>
        <translation>Zypern</translation>
    </message>
    <message>
        <source>Czechia</source>
        <translation>Tschechien</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>Deutschland</translation>
    </message>
    <message>
        <source>Djibouti</source>
        <translation>Dschibuti</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>Dänemark</translation>
    </message>
    <message>
        <source>Dominica</source>
        <translation>Dominica</translation>
    </message>
    <message>
        <source>Dominican Republic</source>
        <translation>Dominikanische Republik</translation>
    </message>
    <message>
        <source>Algeria</source>
        <translation>Algerien</translation>
    </message>
    <message>
        <source>Ecuador</source>
        <translation>Ecuador</translation>
    </message>
    <message>
        <source>Estonia</source>
        <translation>Estland</translation>
    </message>
    <message>
        <source>Egypt</source>
        <translation>Ägypten</translation>
    </message>
    <message>
        <source>Western Sahara</source>
        <translation>Westsahara</translation>
    </message>
    <message>
        <source>Eritrea</source>
        <translation>Eritrea</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>Spanien</translation>
    </message>
    <message>
        <source>Ethiopia</source>
        <translation>Äthiopien</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>Finnland</translation>
    </message>
    <message>
        <source>Fiji</source>
        <translation>Fidschi</translation>
    </message>
    <message>
        <source>Falkland Islands</source>
        <translation>Falklandinseln</translation>
    </message>
    <message>
        <source>Micronesia</source>
        <translation>Mikronesien</translation>
    </message>
    <message>
        <source>Faroe Islands</source>
        <translation>Färöer</translation>
    </message>
    <message>
        <source>France</source>
        <translation>Frankreich</translation>
    </message>
    <message>
        <source>Gabon</source>
        <translation>Gabun</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Vereinigtes Königreich</translation>
    </message>
    <message>
        <source>Grenada</source>
        <translation>Grenada</translation>
    </message>
    <message>
        <source>Georgia</source>
        <translation>Georgien</translation>
    </message>
    <message>
        <source>French Guiana</source>
        <translation>Französisch-Guayana</translation>
    </message>
    <message>
        <source>Guernsey</source>
        <translation>Guernsey</translation>
    </message>
    <message>
        <source>Ghana</source>
        <translation>Ghana</translation>
    </message>
    <message>
        <source>Gibraltar</source>
        <translation>Gibraltar</translation>
    </message>
    <message>
        <source>Greenland</source>
        <translation>Grönland</translation>
    </message>
    <message>
        <source>Gambia</source>
        <translation>Gambia</translation>
    </message>
    <message>
        <source>Guinea</source>
        <translation>Guinea</translation>
    </message>
    <message>
        <source>Guadeloupe</source>
        <translation>Guadeloupe</translation>
    </message>
    <message>
        <source>Equatorial Guinea</source>
        <translation>Äquatorialguinea</translation>
    </message>
    <message>
        <source>Greece</source>
        <translation>Griechenland</translation>
    </message>
    <message>
        <source>South Georgia and the South Sandwich Islands</source>
        <translation>Südgeorgien und die Südlichen Sandwichinseln</translation>
    </message>
    <message>
        <source>Guatemala</source>
        <translation>Guatemala</translation>
    </message>
    <message>
        <source>Guam</source>
        <translation>Guam</translation>
    </message>
    <message>
        <source>Guinea-Bissau</source>
        <translation>Guinea-Bissau</translation>
    </message>
    <message>
        <source>Guyana</source>
        <translation>Guyana</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>Hongkong</translation>
    </message>
    <message>
        <source>Heard Island and McDonald Islands</source>
        <translation>Heard und die McDonaldinseln</translation>
    </message>
    <message>
        <source>Honduras</source>
        <translation>Honduras</translation>
    </message>
    <message>
        <source>Croatia</source>
        <translation>Kroatien</translation>
    </message>
    <message>
        <source>Haiti</source>
        <translation>Haiti</translation>
    </message>
    <message>
        <source>Hungary</source>
        <translation>Ungarn</translation>
    </message>
    <message>
        <source>Indonesia</source>
        <translation>Indonesien</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>Irland</translation>
    </message>
    <message>
        <source>Israel</source>
        <translation>Israel</translation>
    </message>
    <message>
        <source>Isle of Man</source>
        <translation>Insel Man</translation>
    </message>
    <message>
        <source>India</source>
        <translation>Indien</translation>
    </message>
    <message>
        <source>British Indian Ocean Territory</source>
        <translation>Britisches Territorium im Indischen Ozean</translation>
    </message>
    <message>
        <source>Iraq</source>
        <translation>Irak</translation>
    </message>
    <message>
        <source>Iran</source>
        <translation>Iran</translation>
    </message>
    <message>
        <source>Iceland</source>
        <translation>Island</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>Italien</translation>
    </message>
    <message>
        <source>Jersey</source>
        <translation>Jersey</translation>
    </message>
    <message>
        <source>Jamaica</source>
        <translation>Jamaika</translation>
    </message>
    <message>
        <source>Jordan</source>
        <translation>Jordanien</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>Japan</translation>
    </message>
    <message>
        <source>Kenya</source>
        <translation>Kenia</translation>
    </message>
    <message>
        <source>Kyrgyzstan</source>
        <translation>Kirgisistan</translation>
    </message>
    <message>
        <source>Cambodia</source>
        <translation>Kambodscha</translation>
    </message>
    <message>
        <source>Kiribati</source>
        <translation>Kiribati</translation>
    </message>
    <message>
        <source>Comoros</source>
        <translation>Komoren</translation>
    </message>
    <message>
        <source>Saint Kitts and Nevis</source>
        <translation>St. Kitts und Nevis</translation>
    </message>
    <message>
        <source>North Korea</source>
        <translation>Nordkorea</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>Südkorea</translation>
    </message>
    <message>
        <source>Kuwait</source>
        <translation>Kuwait</translation>
    </message>
    <message>
        <source>Cayman Islands</source>
        <translation>Kaimaninseln</translation>
    </message>
    <message>
        <source>Kazakhstan</source>
        <translation>Kasachstan</translation>
    </message>
    <message>
        <source>Laos</source>
        <translation>Laos</translation>
    </message>
    <message>
        <source>Lebanon</source>
        <translation>Libanon</translation>
    </message>
    <message>
        <source>Saint Lucia</source>
        <translation>St. Lucia</translation>
    </message>
    <message>
        <source>Liechtenstein</source>
        <translation>Liechtenstein</translation>
    </message>
    <message>
        <source>Sri Lanka</source>
        <translation>Sri Lanka</translation>
    </message>
    <message>
        <source>Liberia</source>
        <translation>Liberia</translation>
    </message>
    <message>
        <source>Lesotho</source>
        <translation>Lesotho</translation>
    </message>
    <message>
        <source>Lithuania</source>
        <translation>Litauen</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>Luxemburg</translation>
    </message>
    <message>
        <source>Latvia</source>
        <translation>Lettland</translation>
    </message>
    <message>
        <source>Libya</source>
        <translation>Libyen</translation>
    </message>
    <message>
        <source>Morocco</source>
        <translation>Marokko</translation>
    </message>
    <message>
        <source>Monaco</source>
        <translation>Monaco</translation>
    </message>
    <message>
        <source>Moldova</source>
        <translation>Moldau</translation>
    </message>
    <message>
        <source>Montenegro</source>
        <translation>Montenegro</translation>
    </message>
    <message>
        <source>Saint Martin</source>
        <translation>Saint-Martin</translation>
    </message>
    <message>
        <source>Madagascar</source>
        <translation>Madagaskar</translation>
    </message>
    <message>
        <source>Marshall Islands</source>
        <translation>Marshallinseln</translation>
    </message>
    <message>
        <source>North Macedonia</source>
        <translation>Nordmazedonien</translation>
    </message>
    <message>
        <source>Mali</source>
        <translation>Mali</translation>
    </message>
    <message>
        <source>Myanmar</source>
        <translation>Myanmar</translation>
    </message>
    <message>
        <source>Mongolia</source>
        <translation>Mongolei</translation>
    </message>
    <message>
        <source>Macao</source>
        <translation>Macau</translation>
    </message>
    <message>
        <source>Northern Mariana Islands</source>
        <translation>Nördliche Marianen</translation>
    </message>
    <message>
        <source>Martinique</source>
        <translation>Martinique</translation>
    </message>
    <message>
        <source>Mauritania</source>
        <translation>Mauretanien</translation>
    </message>
    <message>
        <source>Montserrat</source>
        <translation>Montserrat</translation>
    </message>
    <message>
        <source>Malta</source>
        <translation>Malta</translation>
    </message>
    <message>
        <source>Mauritius</source>
        <translation>Mauritius</translation>
    </message>
    <message>
        <source>Maldives</source>
        <translation>Malediven</translation>
    </message>
    <message>
        <source>Malawi</source>
        <translation>Malawi</translation>
    </message>
    <message>
        <source>Mexico</source>
        <translation>Mexiko</translation>
    </message>
    <message>
        <source>Malaysia</source>
        <translation>Malaysia</translation>
    </message>
    <message>
        <source>Mozambique</source>
        <translation>Mosambik</translation>
    </message>
    <message>
        <source>Namibia</source>
        <translation>Namibia</translation>
    </message>
    <message>
        <source>New Caledonia</source>
        <translation>Neukaledonien</translation>
    </message>
    <message>
        <source>Niger</source>
        <translation>Niger</translation>
    </message>
    <message>
        <source>Norfolk Island</source>
        <translation>Norfolkinsel</translation>
    </message>
    <message>
        <source>Nigeria</source>
        <translation>Nigeria</translation>
    </message>
    <message>
        <source>Nicaragua</source>
        <translation>Nicaragua</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>Niederlande</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>Norwegen</translation>
    </message>
    <message>
        <source>Nepal</source>
        <translation>Nepal</translation>
    </message>
    <message>
        <source>Nauru</source>
        <translation>Nauru</translation>
    </message>
    <message>
        <source>Niue</source>
        <translation>Niue</translation>
    </message>
    <message>
        <source>New Zealand</source>
        <translation>Neuseeland</translation>
    </message>
    <message>
        <source>Oman</source>
        <translation>Oman</translation>
    </message>
    <message>
        <source>Panama</source>
        <translation>Panama</translation>
    </message>
    <message>
        <source>Peru</source>
        <translation>Peru</translation>
    </message>
    <message>
        <source>French Polynesia</source>
        <translation>Französisch-Polynesien</translation>
    </message>
    <message>
        <source>Papua New Guinea</source>
        <translation>Papua-Neuguinea</translation>
    </message>
    <message>
        <source>Philippines</source>
        <translation>Philippinen</translation>
    </message>
    <message>
        <source>Pakistan</source>
        <translation>Pakistan</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polen</translation>
    </message>
    <message>
        <source>Saint Pierre and Miquelon</source>
        <translation>Saint-Pierre und Miquelon</translation>
    </message>
    <message>
        <source>Pitcairn Islands</source>
        <translation>Pitcairninseln</translation>
    </message>
    <message>
        <source>Puerto Rico</source>
        <translation>Puerto Rico</translation>
    </message>
    <message>
        <source>Palestine</source>
        <translation>Palästina</translation>
    </message>
    <message>
        <source>Portugal</source>
        <translation>Portugal</translation>
    </message>
    <message>
        <source>Palau</source>
        <translation>Palau</translation>
    </message>
    <message>
        <source>Paraguay</source>
        <translation>Paraguay</translation>
    </message>
    <message>
        <source>Qatar</source>
        <translation>Katar</translation>
    </message>
    <message>
        <source>Réunion</source>
        <translation>Réunion</translation>
    </message>
    <message>
        <source>Romania</source>
        <translation>Rumänien</translation>
    </message>
    <message>
        <source>Serbia</source>
        <translation>Serbien</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Russland</translation>
    </message>
    <message>
        <source>Rwanda</source>
        <translation>Ruanda</translation>
    </message>
    <message>
        <source>Saudi Arabia</source>
        <translation>Saudi-Arabien</translation>
    </message>
    <message>
        <source>Solomon Islands</source>
        <translation>Salomoninseln</translation>
    </message>
    <message>
        <source>Seychelles</source>
        <translation>Seychellen</translation>
    </message>
    <message>
        <source>Sudan</source>
        <translation>Sudan</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>Schweden</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>Singapur</translation>
    </message>
    <message>
        <source>Saint Helena, Ascension and Tristan da Cunha</source>
        <translation>St. Helena, Ascension und Tristan da Cunha</translation>
    </message>
    <message>
        <source>Slovenia</source>
        <translation>Slowenien</translation>
    </message>
    <message>
        <source>Svalbard and Jan Mayen</source>
        <translation>Spitzbergen und Jan Mayen</translation>
    </message>
    <message>
        <source>Slovakia</source>
        <translation>Slowakei</translation>
    </message>
    <message>
        <source>Sierra Leone</source>
        <translation>Sierra Leone</translation>
    </message>
    <message>
        <source>San Marino</source>
        <translation>San Marino</translation>
    </message>
    <message>
        <source>Senegal</source>
        <translation>Senegal</translation>
    </message>
    <message>
        <source>Somalia</source>
        <translation>Somalia</translation>
    </message>
    <message>
        <source>Suriname</source>
        <translation>Suriname</translation>
    </message>
    <message>
        <source>South Sudan</source>
        <translation>Südsudan</translation>
    </message>
    <message>
        <source>São Tomé and Príncipe</source>
        <translation>São Tomé und Príncipe</translation>
    </message>
    <message>
        <source>El Salvador</source>
        <translation>El Salvador</translation>
    </message>
    <message>
        <source>Sint Maarten</source>
        <translation>Sint Maarten</translation>
    </message>
    <message>
        <source>Syria</source>
        <translation>Syrien</translation>
    </message>
    <message>
        <source>Eswatini</source>
        <translation>Eswatini</translation>
    </message>
    <message>
        <source>Turks and Caicos Islands</source>
        <translation>Turks- und Caicosinseln</translation>
    </message>
    <message>
        <source>Chad</source>
        <translation>Tschad</translation>
    </message>
    <message>
        <source>French Southern Territories</source>
        <translation>Französische Süd- und Antarktisgebiete</translation>
    </message>
    <message>
        <source>Togo</source>
        <translation>Togo</translation>
    </message>
    <message>
        <source>Thailand</source>
        <translation>Thailand</translation>
    </message>
    <message>
        <source>Tajikistan</source>
        <translation>Tadschikistan</translation>
    </message>
    <message>
        <source>Tokelau</source>
        <translation>Tokelau</translation>
    </message>
    <message>
        <source>Timor-Leste</source>
        <translation>Osttimor</translation>
    </message>
    <message>
        <source>Turkmenistan</source>
        <translation>Turkmenistan</translation>
    </message>
    <message>
        <source>Tunisia</source>
        <translation>Tunesien</translation>
    </message>
    <message>
        <source>Tonga</source>
        <translation>Tonga</translation>
    </message>
    <message>
        <source>Türkiye</source>
        <translation>Türkei</translation>
    </message>
    <message>
        <source>Trinidad and Tobago</source>
        <translation>Trinidad und Tobago</translation>
    </message>
    <message>
        <source>Tuvalu</source>
        <translation>Tuvalu</translation>
    </message>
    <message>
        <source>Taiwan</source>
        <translation>Taiwan</translation>
    </message>
    <message>
        <source>Tanzania</source>
        <translation>Tansania</translation>
    </message>
    <message>
        <source>Ukraine</source>
        <translation>Ukraine</translation>
    </message>
    <message>
        <source>Uganda</source>
        <translation>Uganda</translation>
    </message>
    <message>
        <source>US Minor Outlying Islands</source>
        <translation>Kleinere Amerikanische Überseeinseln</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>Vereinigte Staaten</translation>
    </message>
    <message>
        <source>Uruguay</source>
        <translation>Uruguay</translation>
    </message>
    <message>
        <source>Uzbekistan</source>
        <translation>Usbekistan</translation>
    </message>
    <message>
        <source>Vatican City</source>
        <translation>Vatikanstadt</translation>
    </message>
    <message>
        <source>Saint Vincent and the Grenadines</source>
        <translation>St. Vincent und die Grenadinen</translation>
    </message>
    <message>
        <source>Venezuela</source>
        <translation>Venezuela</translation>
    </message>
    <message>
        <source>British Virgin Islands</source>
        <translation>Britische Jungferninseln</translation>
    </message>
    <message>
        <source>US Virgin Islands</source>
        <translation>Amerikanische Jungferninseln</translation>
    </message>
    <message>
        <source>Vietnam</source>
        <translation>Vietnam</translation>
    </message>
    <message>
        <source>Vanuatu</source>
        <translation>Vanuatu</translation>
    </message>
    <message>
        <source>Wallis and Futuna</source>
        <translation>Wallis und Futuna</translation>
    </message>
    <message>
        <source>Samoa</source>
        <translation>Samoa</translation>
    </message>
    <message>
        <source>Yemen</source>
        <translation>Jemen</translation>
    </message>
    <message>
        <source>Mayotte</source>
        <translation>Mayotte</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>Südafrika</translation>
    </message>
    <message>
        <source>Zambia</source>
        <translation>Sambia</translation>
    </message>
    <message>
        <source>Zimbabwe</source>
        <translation>Simbabwe</translation>
    </message>
</context>
<context>
    <name>descriptor</name>
    <message>
        <source>A global group becomes universal before it becomes domain local, and the reverse.</source>
        <translation>Eine globale Gruppe wird erst universell, bevor sie lokal (Domäne) wird, und umgekehrt.</translation>
    </message>
    <message>
        <source>A path begins with \\server\share or a drive letter.</source>
        <translation>Ein Pfad beginnt mit \\server\freigabe oder einem Laufwerksbuchstaben.</translation>
    </message>
    <message>
        <source>A sign-in name looks like account@domain.</source>
        <translation>Ein Anmeldename sieht aus wie konto@domäne.</translation>
    </message>
    <message>
        <source>A web page begins with http:// or https://.</source>
        <translation>Eine Webseite beginnt mit http:// oder https://.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Account expires</source>
        <translation>Konto läuft ab</translation>
    </message>
    <message>
        <source>Account is disabled</source>
        <translation>Konto ist deaktiviert</translation>
    </message>
    <message>
        <source>Account is enabled</source>
        <translation>Konto ist aktiv</translation>
    </message>
    <message>
        <source>Account is locked out</source>
        <translation>Konto ist gesperrt</translation>
    </message>
    <message>
        <source>Account is sensitive and cannot be delegated</source>
        <translation>Konto ist vertraulich und kann nicht delegiert werden</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Kontoname</translation>
    </message>
    <message>
        <source>Account options</source>
        <translation>Kontooptionen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>Alle Gruppen</translation>
    </message>
    <message>
        <source>All users</source>
        <translation>Alle Benutzer</translation>
    </message>
    <message>
        <source>All workstations</source>
        <translation>Alle Arbeitsplätze</translation>
    </message>
    <message>
        <source>An account name holds none of &quot; / \ [ ] : ; | = , + * ? &lt; &gt; @</source>
        <translation>Ein Kontoname enthält keines von &quot; / \ [ ] : ; | = , + * ? &lt; &gt; @</translation>
    </message>
    <message>
        <source>An address has one @ and a domain after it.</source>
        <translation>Eine Adresse hat ein @ und danach eine Domäne.</translation>
    </message>
    <message>
        <source>Built-in security group</source>
        <translation>Eingebaute Sicherheitsgruppe</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>D:</source>
        <translation>D:</translation>
    </message>
    <message>
        <source>DNS name</source>
        <translation>DNS-Name</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Direct reports</source>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Disabled accounts</source>
        <translation>Deaktivierte Konten</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>Distinguished name</source>
        <translation>Eindeutiger Name (DN)</translation>
    </message>
    <message>
        <source>Distribution group, domain local</source>
        <translation>Verteilergruppe, lokal (Domäne)</translation>
    </message>
    <message>
        <source>Distribution group, global</source>
        <translation>Verteilergruppe, global</translation>
    </message>
    <message>
        <source>Distribution group, universal</source>
        <translation>Verteilergruppe, universell</translation>
    </message>
    <message>
        <source>Domain local</source>
        <translation>Lokal (Domäne)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>E:</source>
        <translation>E:</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>Personalnummer</translation>
    </message>
    <message>
        <source>Expired accounts</source>
        <translation>Abgelaufene Konten</translation>
    </message>
    <message>
        <source>F:</source>
        <translation>F:</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>Fax</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Vollständiger Name</translation>
    </message>
    <message>
        <source>G:</source>
        <translation>G:</translation>
    </message>
    <message>
        <source>GUID</source>
        <translation>GUID</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Global</source>
        <translation>Global</translation>
    </message>
    <message>
        <source>Grants permissions</source>
        <translation>Erteilt Berechtigungen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Group name</source>
        <translation>Gruppenname</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Groups without members</source>
        <translation>Gruppen ohne Mitglieder</translation>
    </message>
    <message>
        <source>H:</source>
        <translation>H:</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Home drive</source>
        <translation>Basislaufwerk</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>Basisordner</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Rechnername</translation>
    </message>
    <message>
        <source>I:</source>
        <translation>I:</translation>
    </message>
    <message>
        <source>IP phone</source>
        <translation>IP-Telefon</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Initialen</translation>
    </message>
    <message>
        <source>J:</source>
        <translation>J:</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>K:</source>
        <translation>K:</translation>
    </message>
    <message>
        <source>Kerberos DES keys only</source>
        <translation>Nur Kerberos-DES-Schlüssel</translation>
    </message>
    <message>
        <source>Kerberos preauthentication is not required</source>
        <translation>Kerberos-Vorauthentifizierung ist nicht nötig</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind and scope</source>
        <translation>Art und Bereich</translation>
    </message>
    <message>
        <source>L:</source>
        <translation>L:</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens inside, at most 15.</source>
        <translation>Buchstaben, Ziffern und innen Bindestriche, höchstens 15.</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Locked out</source>
        <translation>Gesperrte</translation>
    </message>
    <message>
        <source>M:</source>
        <translation>M:</translation>
    </message>
    <message>
        <source>Managed By</source>
        <translation>Verwaltet von</translation>
    </message>
    <message>
        <source>Managed by</source>
        <translation>Verwaltet von</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Vorgesetzte(r)</translation>
    </message>
    <message>
        <source>May sign in at</source>
        <translation>Darf sich anmelden an</translation>
    </message>
    <message>
        <source>Member Of</source>
        <translation>Mitglied von</translation>
    </message>
    <message>
        <source>Member of</source>
        <translation>Mitglied von</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>Must change password at next sign-in</source>
        <translation>Muss das Kennwort bei der nächsten Anmeldung ändern</translation>
    </message>
    <message>
        <source>N:</source>
        <translation>N:</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Names of workstations apart by commas; empty means anywhere.</source>
        <translation>Namen von Arbeitsstationen, durch Kommas getrennt; leer bedeutet überall.</translation>
    </message>
    <message>
        <source>Never signed in</source>
        <translation>Nie angemeldet</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>Neuer Benutzer</translation>
    </message>
    <message>
        <source>New workstation</source>
        <translation>Neue Arbeitsstation</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>O:</source>
        <translation>O:</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Object class</source>
        <translation>Objektklasse</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Büro</translation>
    </message>
    <message>
        <source>Operating System</source>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Organisational unit</source>
        <translation>Organisationseinheit</translation>
    </message>
    <message>
        <source>Organisational units</source>
        <translation>Organisationseinheiten</translation>
    </message>
    <message>
        <source>Other home numbers</source>
        <translation>Weitere private Nummern</translation>
    </message>
    <message>
        <source>Other mobile numbers</source>
        <translation>Weitere Mobilnummern</translation>
    </message>
    <message>
        <source>Other office numbers</source>
        <translation>Weitere Büronummern</translation>
    </message>
    <message>
        <source>Other web pages</source>
        <translation>Weitere Webseiten</translation>
    </message>
    <message>
        <source>P.O. box</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>P:</source>
        <translation>P:</translation>
    </message>
    <message>
        <source>Pager</source>
        <translation>Funkruf</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Password never expires</source>
        <translation>Kennwort läuft nie ab</translation>
    </message>
    <message>
        <source>Password set</source>
        <translation>Kennwort gesetzt</translation>
    </message>
    <message>
        <source>Password stored with reversible encryption</source>
        <translation>Kennwort mit umkehrbarer Verschlüsselung gespeichert</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Profile path</source>
        <translation>Profilpfad</translation>
    </message>
    <message>
        <source>Q:</source>
        <translation>Q:</translation>
    </message>
    <message>
        <source>R:</source>
        <translation>R:</translation>
    </message>
    <message>
        <source>S:</source>
        <translation>S:</translation>
    </message>
    <message>
        <source>SID</source>
        <translation>SID</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Security group, domain local</source>
        <translation>Sicherheitsgruppe, lokal (Domäne)</translation>
    </message>
    <message>
        <source>Security group, global</source>
        <translation>Sicherheitsgruppe, global</translation>
    </message>
    <message>
        <source>Security group, universal</source>
        <translation>Sicherheitsgruppe, universell</translation>
    </message>
    <message>
        <source>Service pack</source>
        <translation>Service Pack</translation>
    </message>
    <message>
        <source>Service principals</source>
        <translation>Dienstprinzipale</translation>
    </message>
    <message>
        <source>Shown in mail and chat programs.</source>
        <translation>Wird in Mail- und Chatprogrammen gezeigt.</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Anmeldename</translation>
    </message>
    <message>
        <source>Sign-in script</source>
        <translation>Anmeldeskript</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>Anmeldungen</translation>
    </message>
    <message>
        <source>Smart card is required to sign in</source>
        <translation>Anmeldung nur mit Smartcard</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>State or province</source>
        <translation>Bundesland/Kanton</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>T:</source>
        <translation>T:</translation>
    </message>
    <message>
        <source>Take the mark off to let the person sign in again.</source>
        <translation>Nehmen Sie das Häkchen weg, damit die Person sich wieder anmelden kann.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Rufnummern</translation>
    </message>
    <message>
        <source>The name before Windows 2000, at most 20 characters.</source>
        <translation>Der Name vor Windows 2000, höchstens 20 Zeichen.</translation>
    </message>
    <message>
        <source>The name of the object in the directory.</source>
        <translation>Der Name des Objekts im Verzeichnis.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Trusted for delegation to any service</source>
        <translation>Für Delegierung an jeden Dienst vertraut</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>U:</source>
        <translation>U:</translation>
    </message>
    <message>
        <source>Universal</source>
        <translation>Universell</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>V:</source>
        <translation>V:</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>W:</source>
        <translation>W:</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>Without it the group is a distribution list for mail.</source>
        <translation>Ohne das ist die Gruppe ein Mailverteiler.</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>Arbeitsstation</translation>
    </message>
    <message>
        <source>Workstations</source>
        <translation>Arbeitsstationen</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <translation>Falsche Kennwörter</translation>
    </message>
    <message>
        <source>X:</source>
        <translation>X:</translation>
    </message>
    <message>
        <source>Y:</source>
        <translation>Y:</translation>
    </message>
    <message>
        <source>Z:</source>
        <translation>Z:</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>New organisational unit</source>
        <translation>Neue Organisationseinheit</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Of use to POSIX programs alone; to choose another one, make the person its member first.</source>
        <translation>Nur für POSIX-Programme von Belang; um eine andere zu wählen, machen Sie die Person zuerst zu ihrem Mitglied.</translation>
    </message>
    <message>
        <source>Primary group</source>
        <translation>Primäre Gruppe</translation>
    </message>
    <message>
        <source>The directory keeps UTC: when summer time begins or ends, the hours move with it.</source>
        <translation>Das Verzeichnis führt UTC: Beginnt oder endet die Sommerzeit, verschieben sich die Stunden mit.</translation>
    </message>
    <message>
        <source>Sign-in hours</source>
        <translation>Anmeldezeiten</translation>
    </message>
    <message>
        <source>A mode has octal digits, as 0744.</source>
        <translation>Ein Modus besteht aus Oktalziffern, etwa 0744.</translation>
    </message>
    <message>
        <source>A mode has octal digits, as 0755.</source>
        <translation>Ein Modus besteht aus Oktalziffern, etwa 0755.</translation>
    </message>
    <message>
        <source>A path begins with /.</source>
        <translation>Ein Pfad beginnt mit /.</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Clock ahead (ms)</source>
        <translation>Uhr geht vor (ms)</translation>
    </message>
    <message>
        <source>Close file</source>
        <translation>Datei schließen</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Hostname</translation>
    </message>
    <message>
        <source>Inherit access from the folder</source>
        <translation>Zugriff vom Ordner erben</translation>
    </message>
    <message>
        <source>Its name, or group:NAME for several.</source>
        <translation>Sein Name, oder group:NAME für mehrere.</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>Seine Uhrzeit</translation>
    </message>
    <message>
        <source>Listed in the network</source>
        <translation>Im Netz aufgeführt</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>May always write</source>
        <translation>Dürfen immer schreiben</translation>
    </message>
    <message>
        <source>Mode of new files</source>
        <translation>Modus neuer Dateien</translation>
    </message>
    <message>
        <source>Mode of new folders</source>
        <translation>Modus neuer Ordner</translation>
    </message>
    <message>
        <source>Modules (vfs objects)</source>
        <translation>Module (vfs objects)</translation>
    </message>
    <message>
        <source>New share</source>
        <translation>Neue Freigabe</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Only from these machines</source>
        <translation>Nur von diesen Rechnern</translation>
    </message>
    <message>
        <source>Only these people</source>
        <translation>Nur diese Personen</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Options of modules</source>
        <translation>Optionen der Module</translation>
    </message>
    <message>
        <source>Path on the server</source>
        <translation>Pfad auf dem Server</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Gelesen über</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Samba&apos;s own default is yes.</source>
        <translation>Sambas eigene Vorgabe ist Ja.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>The folder must be there already.</source>
        <translation>Der Ordner muss schon da sein.</translation>
    </message>
    <message>
        <source>Without a password</source>
        <translation>Ohne Passwort</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>module:option = value</source>
        <translation>modul:option = wert</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Oplock</source>
        <translation>Oplock</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Read the configuration again</source>
        <translation>Konfiguration neu lesen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signierung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>All jobs that wait for this printer are deleted. Who sent them has to print again.</source>
        <translation>Alle Aufträge, die auf diesen Drucker warten, werden gelöscht. Wer sie geschickt hat, muss noch einmal drucken.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete all jobs</source>
        <translation>Alle Aufträge löschen</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Anschluss</translation>
    </message>
    <message>
        <source>Print jobs</source>
        <translation>Druckaufträge</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What this service does for others stops.</source>
        <translation>Was dieser Dienst für andere tut, hört auf.</translation>
    </message>
    <message>
        <source>Who sent this job has to print it again.</source>
        <translation>Wer diesen Auftrag geschickt hat, muss noch einmal drucken.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Geändert von</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>Stummgeschaltet</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>The job runs with the rights of the service.</source>
        <translation>Der Auftrag läuft mit den Rechten des Dienstes.</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>%U stands for the account of whoever connects.</source>
        <translation>%U steht für das Konto dessen, der sich verbindet.</translation>
    </message>
    <message>
        <source>A folder in which a group works together: what one makes, the others change. Name the group under “Only these people”.</source>
        <translation>Ein Ordner, in dem eine Gruppe zusammenarbeitet: Was einer anlegt, ändern die anderen. Nennen Sie die Gruppe unter „Nur diese Personen“.</translation>
    </message>
    <message>
        <source>Act as root</source>
        <translation>Handeln als root</translation>
    </message>
    <message>
        <source>All act as</source>
        <translation>Alle handeln als</translation>
    </message>
    <message>
        <source>All act in the group</source>
        <translation>Alle handeln in der Gruppe</translation>
    </message>
    <message>
        <source>All sessions of this person from this machine end. What is not saved is lost.</source>
        <translation>Alle Sitzungen dieser Person von diesem Rechner enden. Was nicht gespeichert ist, geht verloren.</translation>
    </message>
    <message>
        <source>All sessions that the program serves end. What is not saved is lost.</source>
        <translation>Alle Sitzungen, die das Programm bedient, enden. Was nicht gespeichert ist, geht verloren.</translation>
    </message>
    <message>
        <source>Always in the mode of files</source>
        <translation>Immer im Modus von Dateien</translation>
    </message>
    <message>
        <source>Always in the mode of folders</source>
        <translation>Immer im Modus von Ordnern</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>As the client says</source>
        <translation>Wie der Client es sagt</translation>
    </message>
    <message>
        <source>Capital letters count</source>
        <translation>Groß- und Kleinschreibung zählt</translation>
    </message>
    <message>
        <source>Check locks at every access</source>
        <translation>Sperren bei jedem Zugriff prüfen</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Clients may cache files (oplocks)</source>
        <translation>Clients dürfen Dateien zwischenspeichern (Oplocks)</translation>
    </message>
    <message>
        <source>Connected for</source>
        <translation>Verbunden seit</translation>
    </message>
    <message>
        <source>Connections at most</source>
        <translation>Höchstens so viele Verbindungen</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>Platten</translation>
    </message>
    <message>
        <source>Drop box</source>
        <translation>Abgabeordner</translation>
    </message>
    <message>
        <source>Everybody puts files in, and only the folder&apos;s owner takes them out: for work to be handed in, or scans.</source>
        <translation>Alle legen Dateien hinein, und nur der Besitzer des Ordners nimmt sie heraus: für Arbeiten, die abgegeben werden, oder Scans.</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>For Unix only</source>
        <translation>Nur für Unix</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Group share</source>
        <translation>Gruppenfreigabe</translation>
    </message>
    <message>
        <source>Hide names that begin with a dot</source>
        <translation>Namen verbergen, die mit einem Punkt beginnen</translation>
    </message>
    <message>
        <source>Hide what one cannot read</source>
        <translation>Verbergen, was man nicht lesen kann</translation>
    </message>
    <message>
        <source>Home folders</source>
        <translation>Persönliche Ordner</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>In the order in which a request passes through them.</source>
        <translation>In der Reihenfolge, in der eine Anfrage sie durchläuft.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>Inodes</source>
        <translation>Inodes</translation>
    </message>
    <message>
        <source>Jobs of {name}: {jobs}.</source>
        <translation>Aufträge von {name}: {jobs}.</translation>
    </message>
    <message>
        <source>Lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Load over 15 minutes</source>
        <translation>Last über 15 Minuten</translation>
    </message>
    <message>
        <source>Load over 5 minutes</source>
        <translation>Last über 5 Minuten</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>MS-RPC</source>
        <translation>MS-RPC</translation>
    </message>
    <message>
        <source>May only read</source>
        <translation>Dürfen nur lesen</translation>
    </message>
    <message>
        <source>Memory in all</source>
        <translation>Speicher insgesamt</translation>
    </message>
    <message>
        <source>Mode as of the folder</source>
        <translation>Modus wie der Ordner</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Names and @groups, apart by commas; empty: everybody.</source>
        <translation>Namen und @Gruppen, durch Kommas getrennt; leer: alle.</translation>
    </message>
    <message>
        <source>Names that nobody sees</source>
        <translation>Namen, die niemand sieht</translation>
    </message>
    <message>
        <source>Never cached</source>
        <translation>Nie zwischengespeichert</translation>
    </message>
    <message>
        <source>Never these people</source>
        <translation>Nie diese Personen</translation>
    </message>
    <message>
        <source>Nobody else reads what is made here.</source>
        <translation>Niemand sonst liest, was hier angelegt wird.</translation>
    </message>
    <message>
        <source>Nobody sees what the others put in.</source>
        <translation>Niemand sieht, was die anderen hineinlegen.</translation>
    </message>
    <message>
        <source>Not from these machines</source>
        <translation>Nicht von diesen Rechnern</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Number of processors</source>
        <translation>Zahl der Prozessoren</translation>
    </message>
    <message>
        <source>One share, in which each person sees the folder of his own name. Make the folders first, each owned by its person.</source>
        <translation>Eine Freigabe, in der jede Person den Ordner ihres Namens sieht. Legen Sie die Ordner zuerst an, jeden im Besitz seiner Person.</translation>
    </message>
    <message>
        <source>Only its owner reads a file, not even who put it in.</source>
        <translation>Nur der Besitzer liest eine Datei, nicht einmal, wer sie hineingelegt hat.</translation>
    </message>
    <message>
        <source>Open files of {user} at {client}: {opens}.</source>
        <translation>Offene Dateien von {user} an {client}: {opens}.</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Others may</source>
        <translation>Andere dürfen</translation>
    </message>
    <message>
        <source>Owner as of the folder</source>
        <translation>Besitzer wie der Ordner</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Elternprozess</translation>
    </message>
    <message>
        <source>Patterns, each between slashes: /*.mdb/</source>
        <translation>Muster, jedes zwischen Schrägstrichen: /*.mdb/</translation>
    </message>
    <message>
        <source>Patterns, each between slashes: /*.tmp/.DS_Store/</source>
        <translation>Muster, jedes zwischen Schrägstrichen: /*.tmp/.DS_Store/</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Processor time</source>
        <translation>Prozessorzeit</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>Prozessoren</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>SMB 1</source>
        <translation>SMB 1</translation>
    </message>
    <message>
        <source>SMB 2.0.2</source>
        <translation>SMB 2.0.2</translation>
    </message>
    <message>
        <source>SMB 2.1</source>
        <translation>SMB 2.1</translation>
    </message>
    <message>
        <source>SMB 3.0</source>
        <translation>SMB 3.0</translation>
    </message>
    <message>
        <source>SMB 3.0.2</source>
        <translation>SMB 3.0.2</translation>
    </message>
    <message>
        <source>SMB 3.1.1</source>
        <translation>SMB 3.1.1</translation>
    </message>
    <message>
        <source>Sessions that {program} (process {pid}) serves: {sessions}.</source>
        <translation>Sitzungen, die {program} (Prozess {pid}) bedient: {sessions}.</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>So many seconds a file may still be changed after it was written.</source>
        <translation>So viele Sekunden lang darf eine Datei noch geändert werden, nachdem sie geschrieben wurde.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Auslagerung</translation>
    </message>
    <message>
        <source>Swap in all</source>
        <translation>Auslagerung insgesamt</translation>
    </message>
    <message>
        <source>Tell Unix programs of oplocks</source>
        <translation>Unix-Programme von Oplocks unterrichten</translation>
    </message>
    <message>
        <source>The file is taken away from whoever has it open. What is not saved is lost.</source>
        <translation>Die Datei wird dem weggenommen, der sie offen hat. Was nicht gespeichert ist, geht verloren.</translation>
    </message>
    <message>
        <source>The folder&apos;s group may change what is made here; give the folder to the group, with mode 2770.</source>
        <translation>Die Gruppe des Ordners darf ändern, was hier angelegt wird; geben Sie den Ordner der Gruppe, mit dem Modus 2770.</translation>
    </message>
    <message>
        <source>They may do everything, whatever the lists say.</source>
        <translation>Sie dürfen alles, was auch immer die Listen sagen.</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>What is made in a folder gets the folder&apos;s list of access rights.</source>
        <translation>Was in einem Ordner angelegt wird, bekommt dessen Liste der Zugriffsrechte.</translation>
    </message>
    <message>
        <source>What is put in belongs to the owner of the folder from then on.</source>
        <translation>Was hineingelegt wird, gehört von da an dem Besitzer des Ordners.</translation>
    </message>
    <message>
        <source>What is written here stays as it is: after an hour nobody changes or deletes it over the network.</source>
        <translation>Was hier geschrieben wird, bleibt, wie es ist: Nach einer Stunde ändert oder löscht es niemand mehr über das Netz.</translation>
    </message>
    <message>
        <source>Where needed</source>
        <translation>Wo es nötig ist</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Write to disk when a client says so</source>
        <translation>Auf die Platte schreiben, wenn ein Client es verlangt</translation>
    </message>
    <message>
        <source>acl_xattr keeps Windows&apos; permissions beside the file, so that its list says the same to everybody.</source>
        <translation>acl_xattr bewahrt die Berechtigungen von Windows neben der Datei auf, so dass ihre Liste für alle dasselbe sagt.</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>wird gelöscht</translation>
    </message>
    <message>
        <source>create</source>
        <translation>anlegen</translation>
    </message>
    <message>
        <source>debug (10)</source>
        <translation>Fehlersuche (10)</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>domain controller</source>
        <translation>Domänencontroller</translation>
    </message>
    <message>
        <source>ended, not collected</source>
        <translation>beendet, nicht abgeholt</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>error (0)</source>
        <translation>Fehler (0)</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>exklusiv</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>handle</source>
        <translation>Handle</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>information (5)</source>
        <translation>Information (5)</translation>
    </message>
    <message>
        <source>its own smcd</source>
        <translation>sein eigener smcd</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>level 2</source>
        <translation>Stufe 2</translation>
    </message>
    <message>
        <source>member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>notice (3)</source>
        <translation>Hinweis (3)</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>druckt</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lesen</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>recycle moves what is deleted into a folder of the share, from where people take it back themselves.</source>
        <translation>recycle verschiebt, was gelöscht wird, in einen Ordner der Freigabe, aus dem die Leute es selbst zurückholen.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>spooling</source>
        <translation>wird übertragen</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>steht</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>ausgesetzt</translation>
    </message>
    <message>
        <source>system</source>
        <translation>System</translation>
    </message>
    <message>
        <source>this service</source>
        <translation>dieser Dienst</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>warning (1)</source>
        <translation>Warnung (1)</translation>
    </message>
    <message>
        <source>worm refuses to change, rename or delete a file once its time has passed.</source>
        <translation>worm verweigert das Ändern, Umbenennen und Löschen einer Datei, sobald ihre Frist um ist.</translation>
    </message>
    <message>
        <source>write</source>
        <translation>schreiben</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{name} has no jobs.</source>
        <translation>{name} hat keine Aufträge.</translation>
    </message>
    <message>
        <source>{program} serves nobody now.</source>
        <translation>{program} bedient jetzt niemanden.</translation>
    </message>
    <message>
        <source>{user} has no file open.</source>
        <translation>{user} hat keine Datei offen.</translation>
    </message>
    <message>
        <source>{user} is reading {path}.</source>
        <translation>{user} liest {path}.</translation>
    </message>
    <message>
        <source>{user} is writing to {path}.</source>
        <translation>{user} schreibt in {path}.</translation>
    </message>
    <message>
        <source>“{document}” of {user}</source>
        <translation>„{document}“ von {user}</translation>
    </message>
    <message>
        <source>“{document}” of {user} is being printed.</source>
        <translation>„{document}“ von {user} wird gerade gedruckt.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>By way of</source>
        <translation>Auf dem Weg</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>Angleichung</translation>
    </message>
    <message>
        <source>request</source>
        <translation>Anforderung</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Well until</source>
        <translation>Gut bis</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>connection to the domain</source>
        <translation>Verbindung zur Domäne</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>shares of the domain</source>
        <translation>Freigaben der Domäne</translation>
    </message>
    <message>
        <source>smcd there</source>
        <translation>smcd dort</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>well</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Oldest has waited</source>
        <translation>Ältester wartet seit</translation>
    </message>
    <message>
        <source>Oldest submitted</source>
        <translation>Ältester abgeschickt</translation>
    </message>
    <message>
        <source>Print queues</source>
        <translation>Druckerwarteschlangen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>A time that was missed</source>
        <translation>Ein verpasster Zeitpunkt</translation>
    </message>
    <message>
        <source>Accounts elsewhere are left alone; empty: the whole realm.</source>
        <translation>Konten an anderer Stelle bleiben, wie sie sind; leer: der ganze Realm.</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>Unterhalb von</translation>
    </message>
    <message>
        <source>Delete old batches</source>
        <translation>Alte Stapel löschen</translation>
    </message>
    <message>
        <source>Disable expired accounts</source>
        <translation>Abgelaufene Konten deaktivieren</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Event logs</source>
        <translation>Ereignisprotokolle</translation>
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation>Er ist noch nicht gelaufen.</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Make up for it once</source>
        <translation>Einmal nachholen</translation>
    </message>
    <message>
        <source>Minute, hour, day of the month, month, day of the week, as in crontab: 0 18 * * mon-fri. Or @hourly, @daily, @weekly, @monthly. On the clock of the service&apos;s machine.</source>
        <translation>Minute, Stunde, Tag des Monats, Monat, Wochentag, wie in crontab: 0 18 * * mon-fri. Oder @hourly, @daily, @weekly, @monthly. Nach der Uhr des Rechners, auf dem der Dienst läuft.</translation>
    </message>
    <message>
        <source>Names, apart by commas, or group:NAME; empty: all.</source>
        <translation>Namen, durch Kommas getrennt, oder group:NAME; leer: alle.</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>Neuer Zeitplan</translation>
    </message>
    <message>
        <source>Older than</source>
        <translation>Älter als</translation>
    </message>
    <message>
        <source>Realm</source>
        <translation>Realm</translation>
    </message>
    <message>
        <source>Report of servers</source>
        <translation>Bericht über Server</translation>
    </message>
    <message>
        <source>Reports that are kept</source>
        <translation>Berichte, die bleiben</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>The service needs an account there.</source>
        <translation>Der Dienst braucht dort ein Konto.</translation>
    </message>
    <message>
        <source>Tree connects</source>
        <translation>Verbindungen zu Freigaben</translation>
    </message>
    <message>
        <source>What is changed of this server&apos;s configuration and shares stands here: who, when, why, from what to what.</source>
        <translation>Hier steht, was an Konfiguration und Freigaben dieses Servers geändert wird: wer, wann, warum, von was in was.</translation>
    </message>
    <message>
        <source>What is changed of this share stands here: who, when, why, from what to what.</source>
        <translation>Hier steht, was an dieser Freigabe geändert wird: wer, wann, warum, von was in was.</translation>
    </message>
    <message>
        <source>When more have expired, none is disabled and the run fails.</source>
        <translation>Sind mehr abgelaufen, wird keines deaktiviert, und der Lauf schlägt fehl.</translation>
    </message>
    <message>
        <source>When the service did not run at the time.</source>
        <translation>Wenn der Dienst zu der Zeit nicht lief.</translation>
    </message>
    <message>
        <source>accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>delete old batches</source>
        <translation>alte Stapel löschen</translation>
    </message>
    <message>
        <source>disable expired accounts</source>
        <translation>abgelaufene Konten deaktivieren</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>its time</source>
        <translation>die Zeit war da</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>made up for</source>
        <translation>nachgeholt</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verpasst</translation>
    </message>
    <message>
        <source>report of servers</source>
        <translation>Bericht über Server</translation>
    </message>
    <message>
        <source>Answers after (ms)</source>
        <translation>Antwortet nach (ms)</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>Belegter Speicher</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>Kontingente</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>0: as many as come.</source>
        <translation>0: so viele wie kommen.</translation>
    </message>
    <message>
        <source>A domain of old</source>
        <translation>Eine Domäne alter Art</translation>
    </message>
    <message>
        <source>A keytab for Samba</source>
        <translation>Eine Keytab für Samba</translation>
    </message>
    <message>
        <source>A number, and classes behind it as in “1 auth:5”.</source>
        <translation>Eine Zahl, dahinter Klassen wie in „1 auth:5“.</translation>
    </message>
    <message>
        <source>Account of guests</source>
        <translation>Konto der Gäste</translation>
    </message>
    <message>
        <source>Active Directory</source>
        <translation>Active Directory</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Answers are kept for</source>
        <translation>Antworten gelten</translation>
    </message>
    <message>
        <source>As security says</source>
        <translation>Wie „security“ sagt</translation>
    </message>
    <message>
        <source>As the role says</source>
        <translation>Wie die Rolle sagt</translation>
    </message>
    <message>
        <source>BSD</source>
        <translation>BSD</translation>
    </message>
    <message>
        <source>Between domain and name</source>
        <translation>Zwischen Domäne und Name</translation>
    </message>
    <message>
        <source>CUPS</source>
        <translation>CUPS</translation>
    </message>
    <message>
        <source>CUPS server</source>
        <translation>CUPS-Server</translation>
    </message>
    <message>
        <source>Configuration in smb.conf …</source>
        <translation>Konfiguration in smb.conf …</translation>
    </message>
    <message>
        <source>Configuration in the registry …</source>
        <translation>Konfiguration in der Registry …</translation>
    </message>
    <message>
        <source>Domain (workgroup)</source>
        <translation>Domäne (workgroup)</translation>
    </message>
    <message>
        <source>Domain controller</source>
        <translation>Domänencontroller</translation>
    </message>
    <message>
        <source>File of other names</source>
        <translation>Datei anderer Namen</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>Weitere Namen</translation>
    </message>
    <message>
        <source>How much is logged</source>
        <translation>Wie viel protokolliert wird</translation>
    </message>
    <message>
        <source>Idle connections end after</source>
        <translation>Untätige Verbindungen enden nach</translation>
    </message>
    <message>
        <source>In smb.conf</source>
        <translation>In smb.conf</translation>
    </message>
    <message>
        <source>In the registry</source>
        <translation>In der Registry</translation>
    </message>
    <message>
        <source>It is changed by a new set-up, not here alone.</source>
        <translation>Sie ändert sich durch eine neue Einrichtung, nicht hier allein.</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>KB</translation>
    </message>
    <message>
        <source>Keys for Kerberos</source>
        <translation>Schlüssel für Kerberos</translation>
    </message>
    <message>
        <source>LPRng</source>
        <translation>LPRng</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>List all groups</source>
        <translation>Alle Gruppen auflisten</translation>
    </message>
    <message>
        <source>List all people</source>
        <translation>Alle Personen auflisten</translation>
    </message>
    <message>
        <source>List of printers</source>
        <translation>Liste der Drucker</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Protokolldatei</translation>
    </message>
    <message>
        <source>Logging</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Looks for dead clients every</source>
        <translation>Sucht nach toten Clients alle</translation>
    </message>
    <message>
        <source>Member of a domain</source>
        <translation>Mitglied einer Domäne</translation>
    </message>
    <message>
        <source>Modules for all shares (vfs objects)</source>
        <translation>Module für alle Freigaben (vfs objects)</translation>
    </message>
    <message>
        <source>NTLM</source>
        <translation>NTLM</translation>
    </message>
    <message>
        <source>Name and role</source>
        <translation>Name und Rolle</translation>
    </message>
    <message>
        <source>Names of interfaces or addresses, apart by blanks; empty: all.</source>
        <translation>Namen von Schnittstellen oder Adressen, durch Leerzeichen getrennt; leer: alle.</translation>
    </message>
    <message>
        <source>Names without the domain</source>
        <translation>Namen ohne die Domäne</translation>
    </message>
    <message>
        <source>NetBIOS name</source>
        <translation>NetBIOS-Name</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Newest protocol</source>
        <translation>Neuestes Protokoll</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Numbers are kept for</source>
        <translation>Nummern gelten</translation>
    </message>
    <message>
        <source>Numbers of people, and options of modules</source>
        <translation>Nummern von Personen und Optionen von Modulen</translation>
    </message>
    <message>
        <source>Older clients are turned away.</source>
        <translation>Ältere Clients werden abgewiesen.</translation>
    </message>
    <message>
        <source>Oldest protocol</source>
        <translation>Ältestes Protokoll</translation>
    </message>
    <message>
        <source>Open files at most</source>
        <translation>Offene Dateien höchstens</translation>
    </message>
    <message>
        <source>Options of sockets</source>
        <translation>Optionen der Sockets</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Print system</source>
        <translation>Drucksystem</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Protocol and encryption</source>
        <translation>Protokoll und Verschlüsselung</translation>
    </message>
    <message>
        <source>Read in the background from</source>
        <translation>Im Hintergrund lesen ab</translation>
    </message>
    <message>
        <source>Renew tickets</source>
        <translation>Tickets erneuern</translation>
    </message>
    <message>
        <source>Run after a crash</source>
        <translation>Nach einem Absturz ausführen</translation>
    </message>
    <message>
        <source>Samba&apos;s own</source>
        <translation>Die von Samba</translation>
    </message>
    <message>
        <source>Samba&apos;s own, and the keytab</source>
        <translation>Die von Samba und die Keytab</translation>
    </message>
    <message>
        <source>Send files from the kernel</source>
        <translation>Dateien vom Kernel senden lassen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Several connections for one session</source>
        <translation>Mehrere Verbindungen für eine Sitzung</translation>
    </message>
    <message>
        <source>Share all printers</source>
        <translation>Alle Drucker freigeben</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Sign in without a controller</source>
        <translation>Ohne Controller anmelden</translation>
    </message>
    <message>
        <source>Size of a log file</source>
        <translation>Größe einer Protokolldatei</translation>
    </message>
    <message>
        <source>Standalone server</source>
        <translation>Eigenständiger Server</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>Steht in</translation>
    </message>
    <message>
        <source>System V</source>
        <translation>System V</translation>
    </message>
    <message>
        <source>The system&apos;s keytab</source>
        <translation>Die Keytab des Systems</translation>
    </message>
    <message>
        <source>These addresses only</source>
        <translation>Nur diese Adressen</translation>
    </message>
    <message>
        <source>These lines stand in</source>
        <translation>Diese Zeilen stehen in</translation>
    </message>
    <message>
        <source>This server</source>
        <translation>Dieser Server</translation>
    </message>
    <message>
        <source>Unknown people</source>
        <translation>Unbekannte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Version 1 as well</source>
        <translation>Auch Version 1</translation>
    </message>
    <message>
        <source>Version 2 only</source>
        <translation>Nur Version 2</translation>
    </message>
    <message>
        <source>Version 2, and MSCHAPv2</source>
        <translation>Version 2 und MSCHAPv2</translation>
    </message>
    <message>
        <source>When the server answers nobody any more, the former configuration comes back.</source>
        <translation>Antwortet der Server niemandem mehr, kommt die frühere Konfiguration zurück.</translation>
    </message>
    <message>
        <source>Where smcd runs on the server, each parameter of [global] that is set stands here, with its place: smb.conf or the registry.</source>
        <translation>Läuft smcd auf dem Server, steht hier jeder gesetzte Parameter von [global] mit seinem Ort: smb.conf oder Registry.</translation>
    </message>
    <message>
        <source>Where the client asks</source>
        <translation>Wenn der Client es verlangt</translation>
    </message>
    <message>
        <source>Where the client can</source>
        <translation>Wenn der Client es kann</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Who becomes a guest</source>
        <translation>Wer Gast wird</translation>
    </message>
    <message>
        <source>Who checks passwords</source>
        <translation>Wer Passwörter prüft</translation>
    </message>
    <message>
        <source>Who has a wrong password</source>
        <translation>Wer ein falsches Passwort hat</translation>
    </message>
    <message>
        <source>Who has no account here</source>
        <translation>Wer hier kein Konto hat</translation>
    </message>
    <message>
        <source>Winbind and numbers</source>
        <translation>Winbind und Nummern</translation>
    </message>
    <message>
        <source>Without Windows&apos; print service</source>
        <translation>Ohne den Druckdienst von Windows</translation>
    </message>
    <message>
        <source>Write in the background from</source>
        <translation>Im Hintergrund schreiben ab</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>file, systemd, syslog, apart by blanks.</source>
        <translation>file, systemd, syslog, durch Leerzeichen getrennt.</translation>
    </message>
    <message>
        <source>idmap config DOMAIN : range = 100000-999999</source>
        <translation>idmap config DOMÄNE : range = 100000-999999</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>smb.conf</source>
        <translation>smb.conf</translation>
    </message>
    <message>
        <source>the registry</source>
        <translation>der Registry</translation>
    </message>
    <message>
        <source>Configuration of {server} in {place}</source>
        <translation>Konfiguration von {server} in {place}</translation>
    </message>
    <message>
        <source>Never (SMB 1 only)</source>
        <translation>Nie (nur bei SMB 1)</translation>
    </message>
    <message>
        <source>Samba&apos;s own (default)</source>
        <translation>Die von Samba (Vorgabe)</translation>
    </message>
    <message>
        <source>Where the client asks (default)</source>
        <translation>Wenn der Client es verlangt (Vorgabe)</translation>
    </message>
    <message>
        <source>Cluster node</source>
        <translation>Clusterknoten</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Bytes here and in the store</source>
        <translation>Bytes hier und im Speicher</translation>
    </message>
    <message>
        <source>Bytes in the store</source>
        <translation>Bytes im Speicher</translation>
    </message>
    <message>
        <source>Bytes in the store alone</source>
        <translation>Bytes nur im Speicher</translation>
    </message>
    <message>
        <source>CloudVFS</source>
        <translation>CloudVFS</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Files here and in the store</source>
        <translation>Dateien hier und im Speicher</translation>
    </message>
    <message>
        <source>Files in the store alone</source>
        <translation>Dateien nur im Speicher</translation>
    </message>
    <message>
        <source>Files of {share} that wait: {dirty}.</source>
        <translation>Wartende Dateien von {share}: {dirty}.</translation>
    </message>
    <message>
        <source>Files to be copied</source>
        <translation>Zu kopierende Dateien</translation>
    </message>
    <message>
        <source>Free its space here</source>
        <translation>Platz hier freigeben</translation>
    </message>
    <message>
        <source>Go on copying</source>
        <translation>Weiter kopieren</translation>
    </message>
    <message>
        <source>Has waited</source>
        <translation>Wartet seit</translation>
    </message>
    <message>
        <source>Here and in the store</source>
        <translation>Hier und im Speicher</translation>
    </message>
    <message>
        <source>In the store alone</source>
        <translation>Nur im Speicher</translation>
    </message>
    <message>
        <source>It may leave the disk</source>
        <translation>Darf ausgelagert werden</translation>
    </message>
    <message>
        <source>Keep it here</source>
        <translation>Hier behalten</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Letzter Erfolg</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>Longest wait in seconds</source>
        <translation>Längste Wartezeit in Sekunden</translation>
    </message>
    <message>
        <source>Missing here</source>
        <translation>Fehlt hier</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Betriebsart</translation>
    </message>
    <message>
        <source>Nothing more is copied from this share until somebody lets it go on. What is written meanwhile is only here.</source>
        <translation>Von dieser Freigabe wird nichts mehr kopiert, bis jemand sie weiterlaufen lässt. Was inzwischen geschrieben wird, liegt nur hier.</translation>
    </message>
    <message>
        <source>Nothing of {share} waits now.</source>
        <translation>Von {share} wartet jetzt nichts.</translation>
    </message>
    <message>
        <source>Nothing waits: the store has everything as it is here.</source>
        <translation>Nichts wartet: Der Speicher hat alles, wie es hier ist.</translation>
    </message>
    <message>
        <source>Objects to be removed</source>
        <translation>Zu entfernende Objekte</translation>
    </message>
    <message>
        <source>Path in the share</source>
        <translation>Pfad in der Freigabe</translation>
    </message>
    <message>
        <source>Pause copying</source>
        <translation>Kopieren anhalten</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Problem since</source>
        <translation>Problem seit</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Shares in the cloud</source>
        <translation>Freigaben in der Cloud</translation>
    </message>
    <message>
        <source>Stays here</source>
        <translation>Bleibt hier</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>The stores of this server&apos;s shares stand here, and whether they answer.</source>
        <translation>Hier stehen die Speicher der Freigaben dieses Servers, und ob sie antworten.</translation>
    </message>
    <message>
        <source>To be copied</source>
        <translation>Zu kopieren</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>Wartet seit</translation>
    </message>
    <message>
        <source>What lies in the folder of the share stands here, and where its content is.</source>
        <translation>Hier steht, was im Ordner der Freigabe liegt und wo sein Inhalt ist.</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>being changed</source>
        <translation>wird geändert</translation>
    </message>
    <message>
        <source>being copied</source>
        <translation>wird kopiert</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>has a problem</source>
        <translation>hat ein Problem</translation>
    </message>
    <message>
        <source>here and in the store</source>
        <translation>hier und im Speicher</translation>
    </message>
    <message>
        <source>in the store alone</source>
        <translation>nur im Speicher</translation>
    </message>
    <message>
        <source>leaves the disk</source>
        <translation>wird ausgelagert</translation>
    </message>
    <message>
        <source>missing here</source>
        <translation>fehlt hier</translation>
    </message>
    <message>
        <source>nobody copies it</source>
        <translation>niemand kopiert sie</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>not in the store</source>
        <translation>nicht im Speicher</translation>
    </message>
    <message>
        <source>one object per file</source>
        <translation>ein Objekt je Datei</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>Auslagerung</translation>
    </message>
    <message>
        <source>to be copied</source>
        <translation>zu kopieren</translation>
    </message>
    <message>
        <source>up to date or copying</source>
        <translation>aktuell oder kopiert</translation>
    </message>
    <message>
        <source>Faults found</source>
        <translation>Gefundene Fehler</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Letzte Prüfung</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Behind since</source>
        <translation>Im Rückstand seit</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>To heal</source>
        <translation>Zu heilen</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>KiB per second from the store</source>
        <translation>KiB pro Sekunde vom Speicher</translation>
    </message>
    <message>
        <source>KiB per second to the store</source>
        <translation>KiB pro Sekunde zum Speicher</translation>
    </message>
    <message>
        <source>Kept out of the store</source>
        <translation>Nicht in den Speicher kopiert</translation>
    </message>
    <message>
        <source>kept out of the store</source>
        <translation>wird nicht in den Speicher kopiert</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>Check files and store</source>
        <translation>Dateien und Speicher prüfen</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>File or object</source>
        <translation>Datei oder Objekt</translation>
    </message>
    <message>
        <source>Files, disk and store are compared, and as much of the content as is configured is read from the store. Nothing is changed. What is found stands under Faults.</source>
        <translation>Dateien, Platte und Speicher werden verglichen, und so viel vom Inhalt, wie konfiguriert ist, wird aus dem Speicher gelesen. Geändert wird nichts. Was gefunden wird, steht unter Fehler.</translation>
    </message>
    <message>
        <source>From it in a second</source>
        <translation>Von ihm je Sekunde</translation>
    </message>
    <message>
        <source>From it, as configured</source>
        <translation>Von ihm, wie konfiguriert</translation>
    </message>
    <message>
        <source>How much may go to the stores of this server and come from them stands here.</source>
        <translation>Hier steht, wie viel zu den Speichern dieses Servers gehen und von ihnen kommen darf.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Limits of stores</source>
        <translation>Grenzen der Speicher</translation>
    </message>
    <message>
        <source>Look at the folder anew</source>
        <translation>Ordner neu ansehen</translation>
    </message>
    <message>
        <source>Schedule and configuration count again</source>
        <translation>Zeitplan und Konfiguration gelten wieder</translation>
    </message>
    <message>
        <source>The last check found nothing, or there was none yet.</source>
        <translation>Die letzte Prüfung fand nichts, oder es gab noch keine.</translation>
    </message>
    <message>
        <source>To it in a second</source>
        <translation>Zu ihm je Sekunde</translation>
    </message>
    <message>
        <source>To it, as configured</source>
        <translation>Zu ihm, wie konfiguriert</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Version of</source>
        <translation>Version von</translation>
    </message>
    <message>
        <source>a log of the store</source>
        <translation>ein Protokoll des Speichers</translation>
    </message>
    <message>
        <source>a pack of the store</source>
        <translation>ein Paket des Speichers</translation>
    </message>
    <message>
        <source>a version of it</source>
        <translation>eine Version davon</translation>
    </message>
    <message>
        <source>an object of the store</source>
        <translation>ein Objekt des Speichers</translation>
    </message>
    <message>
        <source>can be repaired</source>
        <translation>kann repariert werden</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>repaired</source>
        <translation>repariert</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>der Ordner</translation>
    </message>
    <message>
        <source>what the store has of it</source>
        <translation>was der Speicher davon hat</translation>
    </message>
    <message>
        <source>2026-11-27T14:30, in the time of the server, or how long ago: 6h; empty: as it is in the store.</source>
        <translation>2026-11-27T14:30, in der Zeit des Servers, oder vor wie langer Zeit: 6h; leer: wie es im Speicher ist.</translation>
    </message>
    <message>
        <source>2M, say; 0: as many as there are; empty: as it is.</source>
        <translation>Etwa 2M; 0: so viele wie gehen; leer: wie bisher.</translation>
    </message>
    <message>
        <source>2h, say; empty: until it is released.</source>
        <translation>Etwa 2h; leer: bis sie aufgehoben wird.</translation>
    </message>
    <message>
        <source>A period is a number with s, m, h or d.</source>
        <translation>Eine Dauer ist eine Zahl mit s, m, h oder d.</translation>
    </message>
    <message>
        <source>A time is like 2026-11-27T14:30, or 6h ago.</source>
        <translation>Eine Zeit ist wie 2026-11-27T14:30, oder 6h: vor sechs Stunden.</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie es war</translation>
    </message>
    <message>
        <source>As reports/2026; empty: all of the share. What is there instead becomes a version of its own.</source>
        <translation>Etwa berichte/2026; leer: die ganze Freigabe. Was stattdessen da ist, wird eine eigene Version.</translation>
    </message>
    <message>
        <source>Bytes a second from it</source>
        <translation>Bytes je Sekunde von dort</translation>
    </message>
    <message>
        <source>Bytes a second to it</source>
        <translation>Bytes je Sekunde dorthin</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>For so long</source>
        <translation>Für so lange</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Begrenzen</translation>
    </message>
    <message>
        <source>Limit by hand</source>
        <translation>Grenze von Hand</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>In the store since</source>
        <translation>Im Speicher seit</translation>
    </message>
    <message>
        <source>Join to a cloud</source>
        <translation>Mit einer Cloud verbinden</translation>
    </message>
    <message>
        <source>One object per file: the share is the bucket, which nobody else has. Backup: with versions, and everything stays here. Tier: with versions, and what is cold leaves the disk.</source>
        <translation>Ein Objekt je Datei: Die Freigabe ist der Bucket, den sonst niemand hat. Sicherung: mit Versionen, und alles bleibt hier. Auslagerung: mit Versionen, und was lange ruht, verlässt die Platte.</translation>
    </message>
    <message>
        <source>One of those that cloudvfs.conf of the server names.</source>
        <translation>Einer von denen, die cloudvfs.conf des Servers nennt.</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>Diese Version wiederherstellen</translation>
    </message>
    <message>
        <source>The file comes back into the share as it was then. What is there instead becomes a version of its own.</source>
        <translation>Die Datei kommt so in die Freigabe zurück, wie sie damals war. Was statt ihrer dort ist, wird eine eigene Version.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
</context>
<context>
    <name>smc::charts::ChartsPage</name>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Save as PNG …</source>
        <translation>Als PNG speichern …</translation>
    </message>
    <message>
        <source>Save as CSV …</source>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <source>PNG files (*.png)</source>
        <translation>PNG-Dateien (*.png)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Nothing was collected in this time.</source>
        <translation>In dieser Zeit wurde nichts gesammelt.</translation>
    </message>
</context>
<context>
    <name>smc::charts::LineChart</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::data::NetworkCall</name>
    <message>
        <source>The service did not answer in time; whether the change was made is not known.</source>
        <translation>Der Dienst hat nicht rechtzeitig geantwortet; ob die Änderung gemacht wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The service did not answer in time.</source>
        <translation>Der Dienst hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Read the object again before you repeat the change.</source>
        <translation>Lesen Sie das Objekt neu, bevor Sie die Änderung wiederholen.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>smc::data::NetworkWords</name>
    <message>
        <source>The connection broke before the service answered; whether the change was made is not known.</source>
        <translation>Die Verbindung brach ab, bevor der Dienst antwortete; ob die Änderung gemacht wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Read the object again before you repeat the change.</source>
        <translation>Lesen Sie das Objekt neu, bevor Sie die Änderung wiederholen.</translation>
    </message>
    <message>
        <source>The connection to the service broke.</source>
        <translation>Die Verbindung zum Dienst ist abgebrochen.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 refuses the connection.</source>
        <translation>%1 weist die Verbindung ab.</translation>
    </message>
    <message>
        <source>Check that the service runs there, and the port.</source>
        <translation>Prüfen Sie, ob der Dienst dort läuft, und den Port.</translation>
    </message>
    <message>
        <source>The name %1 is not known.</source>
        <translation>Der Name %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Check the address of the service.</source>
        <translation>Prüfen Sie die Adresse des Dienstes.</translation>
    </message>
    <message>
        <source>No trusted connection to %1 could be made.</source>
        <translation>Zu %1 kam keine vertrauenswürdige Verbindung zustande.</translation>
    </message>
    <message>
        <source>Check the service&apos;s certificate.</source>
        <translation>Prüfen Sie das Zertifikat des Dienstes.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The request was withdrawn.</source>
        <translation>Die Anfrage wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>%1 is no address of a service.</source>
        <translation>%1 ist keine Adresse eines Dienstes.</translation>
    </message>
    <message>
        <source>An address begins with https://</source>
        <translation>Eine Adresse beginnt mit https://</translation>
    </message>
    <message>
        <source>%1 could not be asked.</source>
        <translation>%1 konnte nicht gefragt werden.</translation>
    </message>
    <message>
        <source>Check that it is a service of this kind, and that the network works.</source>
        <translation>Prüfen Sie, ob es ein Dienst dieser Art ist und ob das Netz funktioniert.</translation>
    </message>
    <message>
        <source>The server answered %1 without saying why.</source>
        <translation>Der Server antwortete mit %1, ohne zu sagen, warum.</translation>
    </message>
    <message>
        <source>Check that the address is that of the service, and not of something in front of it.</source>
        <translation>Prüfen Sie, ob die Adresse die des Dienstes ist und nicht die von etwas davor.</translation>
    </message>
</context>
<context>
    <name>smc::data::RemoteDataSource</name>
    <message>
        <source>No service is named.</source>
        <translation>Es ist kein Dienst genannt.</translation>
    </message>
    <message>
        <source>%1 is no address of a service.</source>
        <translation>%1 ist keine Adresse eines Dienstes.</translation>
    </message>
    <message>
        <source>An address looks like https://smc.example.com:8443</source>
        <translation>Eine Adresse sieht aus wie https://smc.example.com:8443</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the one trusted before.</source>
        <translation>Das Zertifikat von %1 ist nicht das, dem bisher vertraut wurde.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>Dem Zertifikat von %1 wird nicht vertraut.</translation>
    </message>
    <message>
        <source>Somebody may be in between: ask the administrator of the service.</source>
        <translation>Jemand könnte dazwischensitzen: Fragen Sie den Verwalter des Dienstes.</translation>
    </message>
    <message>
        <source>Compare its fingerprint with the one the service printed at its start, or name its authority.</source>
        <translation>Vergleichen Sie seinen Fingerabdruck mit dem, den der Dienst beim Start ausgab, oder nennen Sie seine Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>Name a PEM file of certificate authorities.</source>
        <translation>Nennen Sie eine PEM-Datei mit Zertifizierungsstellen.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 holds no certificate.</source>
        <translation>%1 enthält kein Zertifikat.</translation>
    </message>
    <message>
        <source>Signing in by Kerberos is not available here.</source>
        <translation>Anmeldung mit Kerberos gibt es hier nicht.</translation>
    </message>
    <message>
        <source>Sign in with your password.</source>
        <translation>Melden Sie sich mit Ihrem Passwort an.</translation>
    </message>
</context>
<context>
    <name>smc::models::AccessText</name>
    <message>
        <source>this folder</source>
        <translation>dieser Ordner</translation>
    </message>
    <message>
        <source>subfolders</source>
        <translation>Unterordner</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source> (one level)</source>
        <translation> (eine Ebene)</translation>
    </message>
    <message>
        <source>Read and list</source>
        <translation>Lesen und auflisten</translation>
    </message>
    <message>
        <source>Write, make files</source>
        <translation>Schreiben, Dateien anlegen</translation>
    </message>
    <message>
        <source>Append, make folders</source>
        <translation>Anhängen, Ordner anlegen</translation>
    </message>
    <message>
        <source>Execute, pass through</source>
        <translation>Ausführen, durchgehen</translation>
    </message>
    <message>
        <source>Read extended attributes</source>
        <translation>Erweiterte Attribute lesen</translation>
    </message>
    <message>
        <source>Write extended attributes</source>
        <translation>Erweiterte Attribute schreiben</translation>
    </message>
    <message>
        <source>Read attributes</source>
        <translation>Attribute lesen</translation>
    </message>
    <message>
        <source>Write attributes</source>
        <translation>Attribute schreiben</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete what is in it</source>
        <translation>Inhalt löschen</translation>
    </message>
    <message>
        <source>See this list</source>
        <translation>Diese Liste sehen</translation>
    </message>
    <message>
        <source>Change this list</source>
        <translation>Diese Liste ändern</translation>
    </message>
    <message>
        <source>Take ownership</source>
        <translation>Besitz übernehmen</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Full control</source>
        <translation>Vollzugriff</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>Speziell</translation>
    </message>
</context>
<context>
    <name>smc::models::Format</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>in %n h</numerusform>
            <numerusform>in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n Tag</numerusform>
            <numerusform>in %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>vor %n min</numerusform>
            <numerusform>vor %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>vor %n h</numerusform>
            <numerusform>vor %n h</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>Built-in group</source>
        <translation>Eingebaute Gruppe</translation>
    </message>
    <message>
        <source>Global security group</source>
        <translation>Globale Sicherheitsgruppe</translation>
    </message>
    <message>
        <source>Global mail list</source>
        <translation>Globaler Mailverteiler</translation>
    </message>
    <message>
        <source>Domain-local security group</source>
        <translation>Domänenlokale Sicherheitsgruppe</translation>
    </message>
    <message>
        <source>Domain-local mail list</source>
        <translation>Domänenlokaler Mailverteiler</translation>
    </message>
    <message>
        <source>Universal security group</source>
        <translation>Universelle Sicherheitsgruppe</translation>
    </message>
    <message>
        <source>Universal mail list</source>
        <translation>Universeller Mailverteiler</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>Arbeitsplatz</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Organisational unit</source>
        <translation>Organisationseinheit</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Vorgesetzter</translation>
    </message>
    <message>
        <source>Managed by</source>
        <translation>Verwaltet von</translation>
    </message>
    <message>
        <source>Member of</source>
        <translation>Mitglied von</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Password set</source>
        <translation>Passwort gesetzt</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Account expires</source>
        <translation>Konto läuft ab</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Rechnername</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>State or province</source>
        <translation>Bundesland oder Provinz</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Büro</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Anmeldename</translation>
    </message>
    <message>
        <source>Distinguished name</source>
        <translation>Definierter Name (DN)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T. %2 h</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>smc::models::LogonHours</name>
    <message>
        <source>all day</source>
        <translation>ganztägig</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>smc::models::RecordTableModel</name>
    <message>
        <source>%1 (%2). Click to sort.</source>
        <translation>%1 (%2). Zum Sortieren klicken.</translation>
    </message>
    <message>
        <source>%1: the last day, and what it was at last</source>
        <translation>%1: der letzte Tag, und der letzte Wert</translation>
    </message>
</context>
<context>
    <name>smc::models::TreeModel</name>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n object(s)</source>
        <translation>
            <numerusform>%1, %n Objekt</numerusform>
            <numerusform>%1, %n Objekte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::models::Usage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>smc::platform::Kerberos</name>
    <message>
        <source>This computer has no Kerberos.</source>
        <translation>Dieser Rechner hat kein Kerberos.</translation>
    </message>
    <message>
        <source>Sign in with your password.</source>
        <translation>Melden Sie sich mit Ihrem Passwort an.</translation>
    </message>
    <message>
        <source>The Kerberos ticket has expired.</source>
        <translation>Das Kerberos-Ticket ist abgelaufen.</translation>
    </message>
    <message>
        <source>There is no Kerberos ticket.</source>
        <translation>Es gibt kein Kerberos-Ticket.</translation>
    </message>
    <message>
        <source>Get one with kinit, or sign in with your password.</source>
        <translation>Holen Sie eines mit kinit, oder melden Sie sich mit Ihrem Passwort an.</translation>
    </message>
    <message>
        <source>The realm gives no ticket for %1.</source>
        <translation>Der Realm gibt kein Ticket für %1.</translation>
    </message>
    <message>
        <source>Name the service as the realm does, or sign in with your password.</source>
        <translation>Nennen Sie den Dienst so, wie ihn der Realm kennt, oder melden Sie sich mit Ihrem Passwort an.</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::Columns</name>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Full name, to take apart</source>
        <translation>Vollständiger Name, zu trennen</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation>Name des Objekts</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Initialen</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Kontoname</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Anmeldename</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>Home telephone</source>
        <translation>Telefon privat</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>Fax</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Büro</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>State or province</source>
        <translation>Bundesland/Kanton</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Country code</source>
        <translation>Ländercode</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>Personalnummer</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Vorgesetzte(r)</translation>
    </message>
    <message>
        <source>Groups, apart by ;</source>
        <translation>Gruppen, getrennt durch ;</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>Basisordner</translation>
    </message>
    <message>
        <source>Home drive</source>
        <translation>Basislaufwerk</translation>
    </message>
    <message>
        <source>Profile path</source>
        <translation>Profilpfad</translation>
    </message>
    <message>
        <source>Sign-in script</source>
        <translation>Anmeldeskript</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::ColumnsPage</name>
    <message>
        <source>The first line holds &amp;headings</source>
        <translation>Die erste Zeile enthält &amp;Überschriften</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Separator: found out</source>
        <translation>Trennzeichen: erkannt</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Zeichensatz</translation>
    </message>
    <message>
        <source>Encoding: found out</source>
        <translation>Zeichensatz: erkannt</translation>
    </message>
    <message>
        <source>Another &amp;file…</source>
        <translation>Andere &amp;Datei …</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Spalten der Datei</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Spalte der Datei</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>People from a file</source>
        <translation>Personen aus einer Datei</translation>
    </message>
    <message>
        <source>CSV (*.csv *.txt *.tsv)</source>
        <translation>CSV (*.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>Choose a CSV file with one person to a line.</source>
        <translation>Wählen Sie eine CSV-Datei mit einer Person je Zeile.</translation>
    </message>
    <message>
        <source>What %1 becomes</source>
        <translation>Was aus %1 wird</translation>
    </message>
    <message>
        <source>– left out –</source>
        <translation>– weggelassen –</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s). Columns that are left out are not written.</source>
        <translation>
            <numerusform>%n Zeile. Weggelassene Spalten werden nicht geschrieben.</numerusform>
            <numerusform>%n Zeilen. Weggelassene Spalten werden nicht geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no people in the file.</source>
        <translation>In der Datei stehen keine Personen.</translation>
    </message>
    <message>
        <source>Two columns become “%1”.</source>
        <translation>Zwei Spalten werden zu „%1“.</translation>
    </message>
    <message>
        <source>Say which column holds the last name.</source>
        <translation>Geben Sie an, welche Spalte den Nachnamen enthält.</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::CsvTable</name>
    <message>
        <source>A quotation mark in the file does not end.</source>
        <translation>Ein Anführungszeichen in der Datei wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>Save it again from the spreadsheet as CSV.</source>
        <translation>Speichern Sie sie aus der Tabellenkalkulation erneut als CSV.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file has more than 20,000 rows.</source>
        <translation>Die Datei hat mehr als 20.000 Zeilen.</translation>
    </message>
    <message>
        <source>Split it into several.</source>
        <translation>Teilen Sie sie in mehrere auf.</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: %1</source>
        <translation>Die Datei ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>The file is larger than 64 MB.</source>
        <translation>Die Datei ist größer als 64 MB.</translation>
    </message>
    <message>
        <source>The file holds no text.</source>
        <translation>Die Datei enthält keinen Text.</translation>
    </message>
    <message>
        <source>Choose a CSV file, as a spreadsheet saves it.</source>
        <translation>Wählen Sie eine CSV-Datei, wie eine Tabellenkalkulation sie speichert.</translation>
    </message>
    <message>
        <source>A line has more than 256 columns.</source>
        <translation>Eine Zeile hat mehr als 256 Spalten.</translation>
    </message>
    <message>
        <source>Choose another separator, or another file.</source>
        <translation>Wählen Sie ein anderes Trennzeichen oder eine andere Datei.</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::DirectoryCheck</name>
    <message>
        <source>Asking the directory for names…</source>
        <translation>Namen werden im Verzeichnis gesucht …</translation>
    </message>
    <message>
        <source>Trying each row, without writing…</source>
        <translation>Jede Zeile wird probiert, ohne zu schreiben …</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::Plan</name>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>the same as line %1</source>
        <translation>wie Zeile %1</translation>
    </message>
    <message>
        <source>employee number %1 stands in line %2, too</source>
        <translation>Personalnummer %1 steht auch in Zeile %2</translation>
    </message>
    <message>
        <source>no surname</source>
        <translation>kein Nachname</translation>
    </message>
    <message>
        <source>the name has more than 64 characters</source>
        <translation>der Name hat mehr als 64 Zeichen</translation>
    </message>
    <message>
        <source>the account name holds %1</source>
        <translation>der Kontoname enthält %1</translation>
    </message>
    <message>
        <source>the account name has more than 20 characters</source>
        <translation>der Kontoname hat mehr als 20 Zeichen</translation>
    </message>
    <message>
        <source>%1 exists already</source>
        <translation>%1 gibt es schon</translation>
    </message>
    <message>
        <source>%1 stands in this file, too: made %2</source>
        <translation>%1 steht mehrfach in der Datei: %2 daraus gemacht</translation>
    </message>
    <message>
        <source>%1 exists: made %2</source>
        <translation>%1 gibt es schon: %2 daraus gemacht</translation>
    </message>
    <message>
        <source>no account name comes out of the rule: type one</source>
        <translation>die Regel ergibt keinen Kontonamen: geben Sie einen ein</translation>
    </message>
    <message>
        <source>no Latin letters for %1: type an account name</source>
        <translation>keine lateinischen Buchstaben für %1: geben Sie einen Kontonamen ein</translation>
    </message>
    <message>
        <source>transliterated</source>
        <translation>umgeschrieben</translation>
    </message>
    <message>
        <source>an object named %1 lies here already</source>
        <translation>ein Objekt namens %1 liegt hier schon</translation>
    </message>
    <message>
        <source>%1 lies here already: named %2</source>
        <translation>%1 liegt hier schon: %2 genannt</translation>
    </message>
    <message>
        <source>%1 stands in this file, too: named %2</source>
        <translation>%1 steht mehrfach in der Datei: %2 genannt</translation>
    </message>
    <message>
        <source>the sign-in name %1 is taken</source>
        <translation>der Anmeldename %1 ist vergeben</translation>
    </message>
    <message>
        <source>%1 is no mail address</source>
        <translation>%1 ist keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>there is no group %1</source>
        <translation>es gibt keine Gruppe %1</translation>
    </message>
    <message>
        <source>there is nobody called %1 (manager)</source>
        <translation>niemand heißt %1 (Vorgesetzte)</translation>
    </message>
    <message>
        <source>no password</source>
        <translation>kein Kennwort</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::PlanModel</name>
    <message>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::ProvisioningWindow</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>with the &amp;passwords</source>
        <translation>mit den &amp;Kennwörtern</translation>
    </message>
    <message>
        <source>◂ &amp;Back</source>
        <translation>◂ &amp;Zurück</translation>
    </message>
    <message>
        <source>Re&amp;try the failed</source>
        <translation>Fehlgeschlagene &amp;wiederholen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;1 Columns</source>
        <translation>&amp;1 Spalten</translation>
    </message>
    <message>
        <source>&amp;2 Rules</source>
        <translation>&amp;2 Regeln</translation>
    </message>
    <message>
        <source>&amp;3 Check</source>
        <translation>&amp;3 Prüfen</translation>
    </message>
    <message>
        <source>&amp;4 Run</source>
        <translation>&amp;4 Ausführen</translation>
    </message>
    <message>
        <source>The file then holds every generated password in clear. Only you may read it.</source>
        <translation>Die Datei enthält dann alle erzeugten Kennwörter im Klartext. Nur Sie dürfen sie lesen.</translation>
    </message>
    <message>
        <source>Export the rows</source>
        <translation>Zeilen exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2, %3 failed</source>
        <translation>%1 von %2, %3 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Rows to show</source>
        <translation>Gezeigte Zeilen</translation>
    </message>
    <message>
        <source>show: all</source>
        <translation>zeigen: alle</translation>
    </message>
    <message>
        <source>show: ready</source>
        <translation>zeigen: bereit</translation>
    </message>
    <message>
        <source>show: to decide</source>
        <translation>zeigen: zu entscheiden</translation>
    </message>
    <message>
        <source>show: cannot</source>
        <translation>zeigen: geht nicht</translation>
    </message>
    <message>
        <source>show: failed</source>
        <translation>zeigen: fehlgeschlagen</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>Zeilen der Datei</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>Weg&amp;lassen</translation>
    </message>
    <message>
        <source>Takes the selected rows out of the run, or in again</source>
        <translation>Nimmt die gewählten Zeilen heraus oder wieder herein</translation>
    </message>
    <message>
        <source>Handing over to the service…</source>
        <translation>Übergabe an den Dienst …</translation>
    </message>
    <message>
        <source>New people in %1</source>
        <translation>Neue Personen in %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n row(s)</source>
        <translation>
            <numerusform>%1, %n Zeile</numerusform>
            <numerusform>%1, %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Run ▸</source>
        <translation>&amp;Ausführen ▸</translation>
    </message>
    <message>
        <source>&amp;Next ▸</source>
        <translation>&amp;Weiter ▸</translation>
    </message>
    <message>
        <source>✓ %1 ready    ⚠ %2 to decide    ✗ %3 cannot</source>
        <translation>✓ %1 bereit    ⚠ %2 zu entscheiden    ✗ %3 geht nicht</translation>
    </message>
    <message>
        <source>Will happen: %1, %2, no deletion.</source>
        <translation>Es geschieht: %1, %2, keine Löschung.</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n Benutzer</numerusform>
            <numerusform>%n Benutzer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n membership(s)</source>
        <translation>
            <numerusform>%n Mitgliedschaft</numerusform>
            <numerusform>%n Mitgliedschaften</numerusform>
        </translation>
    </message>
    <message>
        <source>The job goes on when this window is closed.</source>
        <translation>Der Auftrag läuft weiter, wenn dieses Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Edit what failed, then try again.</source>
        <translation>Bearbeiten Sie, was fehlschlug, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>The file can&apos;t be kept from others: %1</source>
        <translation>Die Datei lässt sich vor anderen nicht schützen: %1</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Anmeldename</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>Rows exported with passwords to %1</source>
        <translation>Zeilen mit Kennwörtern nach %1 exportiert</translation>
    </message>
    <message>
        <source>Rows exported to %1</source>
        <translation>Zeilen nach %1 exportiert</translation>
    </message>
    <message>
        <source>New people in %1: the job goes on</source>
        <translation>Neue Personen in %1: der Auftrag läuft weiter</translation>
    </message>
    <message>
        <source>✓ %1 created</source>
        <translation>✓ %1 angelegt</translation>
    </message>
    <message>
        <source>✗ %1 failed</source>
        <translation>✗ %1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>… %1 waiting</source>
        <translation>… %1 warten</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::RulesPage</name>
    <message>
        <source>Write ä, ö, ü as ae, oe, &amp;ue</source>
        <translation>ä, ö, ü als ae, oe, &amp;ue schreiben</translation>
    </message>
    <message>
        <source>&amp;Generated, one for each</source>
        <translation>&amp;Erzeugt, für jede Person eines</translation>
    </message>
    <message>
        <source>From the &amp;column of the file</source>
        <translation>Aus der &amp;Spalte der Datei</translation>
    </message>
    <message>
        <source>&amp;None: the accounts stay disabled</source>
        <translation>&amp;Keines: die Konten bleiben gesperrt</translation>
    </message>
    <message>
        <source>Must change it at the first &amp;sign-in</source>
        <translation>Muss bei der ersten An&amp;meldung geändert werden</translation>
    </message>
    <message>
        <source>Accounts are &amp;enabled at once</source>
        <translation>Konten sind sofort akti&amp;v</translation>
    </message>
    <message>
        <source>Groups that everybody joins</source>
        <translation>Gruppen, denen alle beitreten</translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation>&amp;Hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>&amp;Account name</source>
        <translation>K&amp;ontoname</translation>
    </message>
    <message>
        <source>&amp;Display name</source>
        <translation>Anze&amp;igename</translation>
    </message>
    <message>
        <source>Sign-in na&amp;me</source>
        <translation>Anmel&amp;dename</translation>
    </message>
    <message>
        <source>E-mail, where the file has none</source>
        <translation>E-Mail, wo die Datei keine hat</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Groups for everybody</source>
        <translation>Gruppen für alle</translation>
    </message>
    <message>
        <source>Template person</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>It could not be read: %1</source>
        <translation>Sie war nicht lesbar: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1: %2 fields and %3 groups are taken from it</source>
        <translation>%1: %2 Felder und %3 Gruppen werden übernommen</translation>
    </message>
</context>
<context>
    <name>smc::render::AccessEditor</name>
    <message>
        <source>Another folder…</source>
        <translation>Anderer Ordner …</translation>
    </message>
    <message>
        <source>Inherits from the folder above</source>
        <translation>Erbt vom Ordner darüber</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>What may…?</source>
        <translation>Was darf …?</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Sichern …</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen …</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Whose list</source>
        <translation>Wessen Liste</translation>
    </message>
    <message>
        <source>Without it, nothing is taken over from above; what came from there becomes this folder&apos;s own.</source>
        <translation>Ohne das wird von oben nichts übernommen; was von dort kam, wird diesem Ordner zu eigen.</translation>
    </message>
    <message>
        <source>What a person may do here, all groups and both lists counted</source>
        <translation>Was eine Person hier darf, alle Gruppen und beide Listen eingerechnet</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>Gilt für</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Add well-known</source>
        <translation>Bekannte hinzufügen</translation>
    </message>
    <message>
        <source>The share: who may connect</source>
        <translation>Die Freigabe: wer sich verbinden darf</translation>
    </message>
    <message>
        <source>Its folder</source>
        <translation>Ihr Ordner</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verweigern</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>above</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>Owner: %1 · Group: %2</source>
        <translation>Besitzer: %1 · Gruppe: %2</translation>
    </message>
    <message>
        <source>There is no list: everybody may do everything.</source>
        <translation>Es gibt keine Liste: Alle dürfen alles.</translation>
    </message>
    <message>
        <source>The list is empty: nobody gets in.</source>
        <translation>Die Liste ist leer: Niemand kommt hinein.</translation>
    </message>
    <message>
        <source>Changed; Apply writes it.</source>
        <translation>Geändert; Anwenden schreibt es.</translation>
    </message>
    <message>
        <source>%1: the entry of %2 applies to nothing.</source>
        <translation>%1: Der Eintrag von %2 gilt für nichts.</translation>
    </message>
    <message>
        <source>Mark a folder or files for it, or remove it.</source>
        <translation>Kreuzen Sie Ordner oder Dateien an, oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>%1: access changed</source>
        <translation>%1: Zugriff geändert</translation>
    </message>
    <message>
        <source>Who may do something here?</source>
        <translation>Wer darf hier etwas?</translation>
    </message>
    <message>
        <source>Folders of %1</source>
        <translation>Ordner von %1</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Ordner %1</translation>
    </message>
    <message>
        <source>Whose access?</source>
        <translation>Wessen Zugriff?</translation>
    </message>
    <message>
        <source>Back up the list</source>
        <translation>Die Liste sichern</translation>
    </message>
    <message>
        <source>Security descriptors (*.sddl)</source>
        <translation>Sicherheitsbeschreibungen (*.sddl)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 ließ sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>The list is in %1</source>
        <translation>Die Liste steht in %1</translation>
    </message>
    <message>
        <source>Restore a list</source>
        <translation>Eine Liste wiederherstellen</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>%1 ließ sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 is no security descriptor.</source>
        <translation>%1 ist keine Sicherheitsbeschreibung.</translation>
    </message>
    <message>
        <source>The backup says what the list says already.</source>
        <translation>Die Sicherung sagt, was die Liste schon sagt.</translation>
    </message>
</context>
<context>
    <name>smc::render::AccessEntryPanel</name>
    <message>
        <source>This folder</source>
        <translation>Dieser Ordner</translation>
    </message>
    <message>
        <source>Subfolders</source>
        <translation>Unterordner</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>One level only</source>
        <translation>Nur eine Ebene</translation>
    </message>
    <message>
        <source>Allowed or denied</source>
        <translation>Erlaubt oder verweigert</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verweigern</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>Speziell</translation>
    </message>
    <message>
        <source>What lies deeper does not inherit it</source>
        <translation>Was tiefer liegt, erbt es nicht</translation>
    </message>
</context>
<context>
    <name>smc::render::BatchRun</name>
    <message>
        <source>Stopping the job</source>
        <translation>Anhalten des Auftrags</translation>
    </message>
</context>
<context>
    <name>smc::render::CheckEditor</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>smc::render::ChoiceEditor</name>
    <message>
        <source>As usual: %1</source>
        <translation>Wie üblich: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::CountryEditor</name>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
</context>
<context>
    <name>smc::render::DateEditor</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>Das ist kein Datum.</translation>
    </message>
</context>
<context>
    <name>smc::render::DetailGrid</name>
    <message>
        <source>Waiting for %1 …</source>
        <translation>Warten auf %1 …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>There is nothing of this now.</source>
        <translation>Davon gibt es gerade nichts.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
</context>
<context>
    <name>smc::render::DetailPane</name>
    <message>
        <source>Details of the selection</source>
        <translation>Einzelheiten der Auswahl</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
    <message>
        <source>Select an object to see its details here.</source>
        <translation>Wählen Sie ein Objekt, um hier seine Einzelheiten zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) selected</source>
        <translation>
            <numerusform>%n Objekt gewählt</numerusform>
            <numerusform>%n Objekte gewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> und %n weiteres</numerusform>
            <numerusform> und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>None is chosen: all of them are shown.</source>
        <translation>Nichts ist ausgewählt: alle werden gezeigt.</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Diagramme speichern</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Schreiben von %1</translation>
    </message>
    <message>
        <source>The charts are in %1</source>
        <translation>Die Diagramme stehen in %1</translation>
    </message>
</context>
<context>
    <name>smc::render::DnEditor</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Show its properties</source>
        <translation>Eigenschaften zeigen</translation>
    </message>
    <message>
        <source>Show the properties of %1</source>
        <translation>Eigenschaften von %1 zeigen</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Wegnehmen</translation>
    </message>
    <message>
        <source>Take off %1</source>
        <translation>%1 wegnehmen</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::DnsEditor</name>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <translation>Hinzufügen zu: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::Editor</name>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>%1 is required.</source>
        <translation>%1 muss angegeben werden.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n character(s); this has %1.</source>
        <translation>
            <numerusform>Höchstens %n Zeichen; das sind %1.</numerusform>
            <numerusform>Höchstens %n Zeichen; das sind %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Kürzen Sie es.</translation>
    </message>
    <message>
        <source>This does not have the form expected.</source>
        <translation>Das hat nicht die erwartete Form.</translation>
    </message>
</context>
<context>
    <name>smc::render::EffectiveAccess</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Recht</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>By the share</source>
        <translation>Durch die Freigabe</translation>
    </message>
    <message>
        <source>By the folder</source>
        <translation>Durch den Ordner</translation>
    </message>
    <message>
        <source>%1 in %2: %3. The share gives: %4; the folder: %5.</source>
        <translation>%1 in %2: %3. Die Freigabe gibt: %4; der Ordner: %5.</translation>
    </message>
    <message>
        <source>The share is read-only for everybody.</source>
        <translation>Die Freigabe lässt alle nur lesen.</translation>
    </message>
    <message>
        <source>Entries of the folder that count: %1.</source>
        <translation>Einträge des Ordners, die zählen: %1.</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ ja</translation>
    </message>
    <message>
        <source>– no</source>
        <translation>– nein</translation>
    </message>
</context>
<context>
    <name>smc::render::FlagsEditor</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>smc::render::FolderDialog</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>%1 holds %2 folders; the first %3 are shown.</source>
        <translation>%1 enthält %2 Ordner; die ersten %3 werden gezeigt.</translation>
    </message>
</context>
<context>
    <name>smc::render::FormRow</name>
    <message>
        <source>Required</source>
        <translation>Pflichtfeld</translation>
    </message>
    <message>
        <source>Changed, not yet applied</source>
        <translation>Geändert, noch nicht übernommen</translation>
    </message>
    <message>
        <source>&lt;p&gt;Without a value: &lt;b&gt;%1&lt;/b&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;Ohne Wert: &lt;b&gt;%1&lt;/b&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
</context>
<context>
    <name>smc::render::FormWindow</name>
    <message>
        <source>Cancel the request</source>
        <translation>Anfrage abbrechen</translation>
    </message>
    <message>
        <source>Something on this page is not right yet</source>
        <translation>Auf dieser Seite stimmt etwas noch nicht</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Reason:</source>
        <translation>Grund:</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Why, for whoever reads the changes later; may stay empty</source>
        <translation>Warum, für alle, die die Änderungen später lesen; darf leer bleiben</translation>
    </message>
</context>
<context>
    <name>smc::render::GridView</name>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::render::LogonHoursEditor</name>
    <message>
        <source>Permit</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verweigern</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Arrows move, Shift with them selects, Space permits or denies what is selected.</source>
        <translation>Pfeiltasten bewegen, mit Umschalt wählen sie aus, die Leertaste erlaubt oder verweigert das Ausgewählte.</translation>
    </message>
    <message>
        <source>Permits the selected hours (Space)</source>
        <translation>Erlaubt die ausgewählten Stunden (Leertaste)</translation>
    </message>
    <message>
        <source>Denies the selected hours (Space)</source>
        <translation>Verweigert die ausgewählten Stunden (Leertaste)</translation>
    </message>
    <message>
        <source>%1 (times in %2)</source>
        <translation>%1 (Zeiten in %2)</translation>
    </message>
</context>
<context>
    <name>smc::render::LogonHoursGrid</name>
    <message>
        <source>%1 %2–%3, %4</source>
        <translation>%1 %2–%3, %4</translation>
    </message>
    <message>
        <source>permitted</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
</context>
<context>
    <name>smc::render::MembersEditor</name>
    <message>
        <source>Reading the members…</source>
        <translation>Mitglieder werden gelesen …</translation>
    </message>
    <message>
        <source>The members could not be read: %1</source>
        <translation>Die Mitglieder waren nicht lesbar: %1</translation>
    </message>
    <message>
        <source>No members yet. Add… puts the first one in.</source>
        <translation>Noch keine Mitglieder. „Hinzufügen …“ nimmt das erste auf.</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n Mitglied</numerusform>
            <numerusform>%n Mitglieder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 members</source>
        <translation>%1 von %2 Mitgliedern</translation>
    </message>
    <message>
        <source>%1 added to %2</source>
        <translation>%1 zu %2 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 removed from %2</source>
        <translation>%1 aus %2 entfernt</translation>
    </message>
</context>
<context>
    <name>smc::render::MembersOfEditor</name>
    <message>
        <source>No groups besides the primary one.</source>
        <translation>Keine Gruppen außer der primären.</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>primary group</source>
        <translation>primäre Gruppe</translation>
    </message>
    <message>
        <source>%1 added to %2</source>
        <translation>%1 zu %2 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 removed from %2</source>
        <translation>%1 aus %2 entfernt</translation>
    </message>
</context>
<context>
    <name>smc::render::MembershipEditor</name>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <translation>Hinzufügen zu: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::MultiEditor</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>New value of %1</source>
        <translation>Neuer Wert von %1</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Neuer Wert</translation>
    </message>
    <message>
        <source>The directory keeps one value only here.</source>
        <translation>Das Verzeichnis führt hier nur einen Wert.</translation>
    </message>
    <message>
        <source>Remove the others.</source>
        <translation>Entfernen Sie die übrigen.</translation>
    </message>
    <message>
        <source>A value stands here twice.</source>
        <translation>Ein Wert steht doppelt da.</translation>
    </message>
</context>
<context>
    <name>smc::render::NameDelegate</name>
    <message>
        <source>New name of %1</source>
        <translation>Neuer Name von %1</translation>
    </message>
</context>
<context>
    <name>smc::render::PasswordDialog</name>
    <message>
        <source>Must change it at the next &amp;sign-in</source>
        <translation>Muss bei der nächsten An&amp;meldung geändert werden</translation>
    </message>
    <message>
        <source>&amp;Unlock the account</source>
        <translation>Konto &amp;entsperren</translation>
    </message>
    <message>
        <source>&amp;Reset password</source>
        <translation>Kennwort &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Kennwort zurücksetzen</translation>
    </message>
    <message>
        <source>New password of %1</source>
        <translation>Neues Kennwort für %1</translation>
    </message>
    <message>
        <source>&amp;Unlock the account (it is locked now)</source>
        <translation>Konto &amp;entsperren (es ist jetzt gesperrt)</translation>
    </message>
    <message>
        <source>Setting…</source>
        <translation>Wird gesetzt …</translation>
    </message>
    <message>
        <source>Password of %1 reset</source>
        <translation>Kennwort von %1 zurückgesetzt</translation>
    </message>
    <message>
        <source>Password of %1 reset, account unlocked</source>
        <translation>Kennwort von %1 zurückgesetzt, Konto entsperrt</translation>
    </message>
    <message>
        <source>The password was reset, but the account is still locked: %1</source>
        <translation>Das Kennwort wurde zurückgesetzt, aber das Konto ist noch gesperrt: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::PasswordField</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Kennwort</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>The policy has nothing against it.</source>
        <translation>Die Richtlinie hat nichts dagegen.</translation>
    </message>
</context>
<context>
    <name>smc::render::PasswordRules</name>
    <message numerus="yes">
        <source>At least %n character(s).</source>
        <translation>
            <numerusform>Mindestens %n Zeichen.</numerusform>
            <numerusform>Mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Three of: capital letters, small letters, digits, signs.</source>
        <translation>Drei von: Großbuchstaben, Kleinbuchstaben, Ziffern, Sonderzeichen.</translation>
    </message>
    <message numerus="yes">
        <source>The password needs at least %n character(s).</source>
        <translation>
            <numerusform>Das Kennwort braucht mindestens %n Zeichen.</numerusform>
            <numerusform>Das Kennwort braucht mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The password needs three of: capital letters, small letters, digits, signs.</source>
        <translation>Das Kennwort braucht drei von: Großbuchstaben, Kleinbuchstaben, Ziffern, Sonderzeichen.</translation>
    </message>
    <message>
        <source>The password must not hold the account name.</source>
        <translation>Das Kennwort darf den Kontonamen nicht enthalten.</translation>
    </message>
    <message>
        <source>The password must not hold a part of the name.</source>
        <translation>Das Kennwort darf keinen Teil des Namens enthalten.</translation>
    </message>
</context>
<context>
    <name>smc::render::PathEditor</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Folders of what the server shares already</source>
        <translation>Ordner dessen, was der Server schon freigibt</translation>
    </message>
    <message>
        <source>Say first on which server.</source>
        <translation>Sagen Sie zuerst, auf welchem Server.</translation>
    </message>
    <message>
        <source>Looking for folders</source>
        <translation>Suchen nach Ordnern</translation>
    </message>
    <message>
        <source>Folders of %1</source>
        <translation>Ordner von %1</translation>
    </message>
    <message>
        <source>%1 (share %2)</source>
        <translation>%1 (Freigabe %2)</translation>
    </message>
    <message>
        <source>The server shares no folder yet in which one could look. Type the path.</source>
        <translation>Der Server gibt noch keinen Ordner frei, in den man sehen könnte. Tippen Sie den Pfad.</translation>
    </message>
</context>
<context>
    <name>smc::render::PhotoEditor</name>
    <message>
        <source>Load…</source>
        <translation>Laden …</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Load a picture</source>
        <translation>Bild laden</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.gif *.bmp *.webp)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.gif *.bmp *.webp)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>JPEG (*.jpg)</source>
        <translation>JPEG (*.jpg)</translation>
    </message>
    <message>
        <source>(no picture)</source>
        <translation>(kein Bild)</translation>
    </message>
    <message>
        <source>picture of %1</source>
        <translation>Bild mit %1</translation>
    </message>
    <message>
        <source>This file is larger than %1.</source>
        <translation>Diese Datei ist größer als %1.</translation>
    </message>
    <message>
        <source>This is no picture that can be read: %1</source>
        <translation>Das ist kein lesbares Bild: %1</translation>
    </message>
    <message>
        <source>The picture can&apos;t be made smaller than %1.</source>
        <translation>Das Bild lässt sich nicht unter %1 verkleinern.</translation>
    </message>
    <message>
        <source>Saving the picture</source>
        <translation>Speichern des Bildes</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>%1 × %2, %3</source>
        <translation>%1 × %2, %3</translation>
    </message>
</context>
<context>
    <name>smc::render::PickerDialog</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Workstations</source>
        <translation>Arbeitsstationen</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>&amp;Check Names</source>
        <translation>Namen &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Select objects</source>
        <translation>Objekte wählen</translation>
    </message>
    <message>
        <source>Kind of object</source>
        <translation>Art des Objekts</translation>
    </message>
    <message>
        <source>Name to search for</source>
        <translation>Gesuchter Name</translation>
    </message>
    <message>
        <source>Name, account or mail; several apart by ;</source>
        <translation>Name, Konto oder E-Mail; mehrere getrennt durch ;</translation>
    </message>
    <message>
        <source>Name, account or mail</source>
        <translation>Name, Konto oder E-Mail</translation>
    </message>
    <message>
        <source>Finds the object for each name that stands above</source>
        <translation>Findet zu jedem Namen, der oben steht, das Objekt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Searched in: %1</source>
        <translation>Gesucht in: %1</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Chosen:</source>
        <translation>Gewählt:</translation>
    </message>
    <message>
        <source>Type the beginning of a name.</source>
        <translation>Geben Sie den Anfang eines Namens ein.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche …</translation>
    </message>
    <message>
        <source>The search failed: %1</source>
        <translation>Die Suche schlug fehl: %1</translation>
    </message>
    <message>
        <source>Nothing found. The search looks at the beginning of names, accounts and mail addresses.</source>
        <translation>Nichts gefunden. Gesucht wird am Anfang von Namen, Konten und E-Mail-Adressen.</translation>
    </message>
    <message>
        <source>The first %1 of %2. Type more to narrow it down.</source>
        <translation>Die ersten %1 von %2. Geben Sie mehr ein, um einzugrenzen.</translation>
    </message>
    <message>
        <source>The first %1; there are more. Type more to narrow it down.</source>
        <translation>Die ersten %1; es gibt mehr. Geben Sie mehr ein, um einzugrenzen.</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” could not be looked up.</source>
        <translation>„%1“ konnte nicht nachgeschlagen werden.</translation>
    </message>
    <message>
        <source>Nobody is called “%1”.</source>
        <translation>Niemand heißt „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” fits %n object(s); choose one above.</source>
        <translation>
            <numerusform>„%1“ passt auf %n Objekt; wählen Sie oben.</numerusform>
            <numerusform>„%1“ passt auf %n Objekte; wählen Sie oben eines.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name was found.</source>
        <translation>Jeder Name wurde gefunden.</translation>
    </message>
    <message>
        <source>Organisational units</source>
        <translation>Organisationseinheiten</translation>
    </message>
</context>
<context>
    <name>smc::render::PrimaryGroupEditor</name>
    <message>
        <source>the group with the number %1</source>
        <translation>die Gruppe mit der Nummer %1</translation>
    </message>
    <message>
        <source>The groups could not be read: %1</source>
        <translation>Die Gruppen konnten nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::QuotasEditor</name>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>Kontingente</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Warned above</source>
        <translation>Warnung über</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Such as 10 GiB or 500 MB; nothing for no limit</source>
        <translation>Etwa 10 GiB oder 500 MB; leer für keine Grenze</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Nobody gets above his limit.</source>
        <translation>Niemand kommt über seine Grenze.</translation>
    </message>
    <message>
        <source>What people use is counted; nobody is kept from getting above his limit.</source>
        <translation>Was belegt wird, wird gezählt; niemand wird an seiner Grenze aufgehalten.</translation>
    </message>
    <message>
        <source>The server has these limits and does not heed them now.</source>
        <translation>Der Server hat diese Grenzen und beachtet sie zurzeit nicht.</translation>
    </message>
    <message>
        <source>Everybody else</source>
        <translation>Alle anderen</translation>
    </message>
    <message>
        <source>Who has no quota of his own</source>
        <translation>Wer kein eigenes Kontingent hat</translation>
    </message>
    <message>
        <source>Whose quota?</source>
        <translation>Wessen Kontingent?</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no limit.</source>
        <translation>%1: „%2“ ist keine Grenze.</translation>
    </message>
    <message>
        <source>Write it as 10 GiB or 500 MB, or leave it empty for no limit.</source>
        <translation>Schreiben Sie etwa 10 GiB oder 500 MB, oder lassen Sie es leer für keine Grenze.</translation>
    </message>
    <message>
        <source>%1 would be warned above what is allowed at most.</source>
        <translation>%1 würde erst oberhalb dessen gewarnt, was höchstens erlaubt ist.</translation>
    </message>
    <message>
        <source>Make the first limit the smaller one.</source>
        <translation>Machen Sie die erste Grenze zur kleineren.</translation>
    </message>
    <message>
        <source>%1: quota changed</source>
        <translation>%1: Kontingent geändert</translation>
    </message>
</context>
<context>
    <name>smc::render::RenameDialog</name>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Renaming…</source>
        <translation>Wird umbenannt…</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetApply</name>
    <message>
        <source>The request was called off; what was done before it stays.</source>
        <translation>Die Anfrage wurde abgebrochen; was vorher geschah, bleibt.</translation>
    </message>
    <message>
        <source>%1: the change was taken back</source>
        <translation>%1: die Änderung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>It was changed again in between. Open its properties to set the values by hand.</source>
        <translation>Inzwischen wurde es erneut geändert. Öffnen Sie die Eigenschaften, um die Werte von Hand zu setzen.</translation>
    </message>
    <message>
        <source>Taking back the change of %1</source>
        <translation>Zurücknehmen der Änderung an %1</translation>
    </message>
    <message>
        <source>Memberships of %1</source>
        <translation>Mitgliedschaften von %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more failed.</source>
        <translation>
            <numerusform>%n weitere ist gescheitert.</numerusform>
            <numerusform>%n weitere sind gescheitert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::render::SheetAttributes</name>
    <message>
        <source>Also attributes without a value</source>
        <translation>Auch Attribute ohne Wert</translation>
    </message>
    <message>
        <source>Filter by name or value</source>
        <translation>Nach Name oder Wert filtern</translation>
    </message>
    <message>
        <source>Filter of the attributes</source>
        <translation>Filter der Attribute</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Reading all attributes…</source>
        <translation>Alle Attribute werden gelesen …</translation>
    </message>
    <message>
        <source>The attributes could not be read: %1</source>
        <translation>Die Attribute waren nicht lesbar: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attribute(s). Enter or a double click changes a value.</source>
        <translation>
            <numerusform>%n Attribut. Eingabetaste oder Doppelklick ändert einen Wert.</numerusform>
            <numerusform>%n Attribute. Eingabetaste oder Doppelklick ändert einen Wert.</numerusform>
        </translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesbar</translation>
    </message>
    <message>
        <source>%1 can&apos;t be changed here.</source>
        <translation>%1 lässt sich hier nicht ändern.</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetConflict</name>
    <message>
        <source>Changed by somebody else</source>
        <translation>Von jemand anderem geändert</translation>
    </message>
    <message>
        <source>%1 was changed while you were editing. Choose what each of these fields is to hold; all other changes, yours and theirs, are kept.</source>
        <translation>%1 wurde geändert, während Sie es bearbeiteten. Wählen Sie, was jedes dieser Felder enthalten soll; alle anderen Änderungen, Ihre und die fremden, bleiben erhalten.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meins</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Fremdes</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>keep both</source>
        <translation>beides behalten</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>All &amp;mine</source>
        <translation>Alles &amp;meins</translation>
    </message>
    <message>
        <source>All &amp;theirs</source>
        <translation>Alles &amp;fremde</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetCreate</name>
    <message>
        <source>C&amp;reate</source>
        <translation>&amp;Anlegen</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>&amp;Vorschau</translation>
    </message>
    <message>
        <source>Asks the service what would be written, without writing it</source>
        <translation>Fragt den Dienst, was geschrieben würde, ohne es zu schreiben</translation>
    </message>
    <message>
        <source>in the usual folder</source>
        <translation>im üblichen Ordner</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Anfrage …</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Wird angelegt …</translation>
    </message>
    <message>
        <source>The request was called off. Whether it was carried out is not known: look before you try again.</source>
        <translation>Die Anfrage wurde abgebrochen. Ob sie ausgeführt wurde, ist nicht bekannt: sehen Sie nach, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 removed again</source>
        <translation>%1 wieder entfernt</translation>
    </message>
    <message>
        <source>Removing %1 again</source>
        <translation>Entfernen von %1</translation>
    </message>
    <message>
        <source>%1 created in %2</source>
        <translation>%1 in %2 angelegt</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>Nothing was written. These changes would be made:</source>
        <translation>Nichts wurde geschrieben. Diese Änderungen würden gemacht:</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>New object</source>
        <translation>Neues Objekt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Discard what was typed?</source>
        <translation>Eingaben verwerfen?</translation>
    </message>
    <message>
        <source>Nothing was created yet.</source>
        <translation>Es wurde noch nichts angelegt.</translation>
    </message>
    <message>
        <source>%1 created</source>
        <translation>%1 angelegt</translation>
    </message>
    <message>
        <source>Without a template</source>
        <translation>Ohne Vorlage</translation>
    </message>
    <message>
        <source>&amp;Template:</source>
        <translation>&amp;Vorlage:</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetPlaces</name>
    <message>
        <source>In effect: smb.conf, line %1.</source>
        <translation>Es gilt: smb.conf, Zeile %1.</translation>
    </message>
    <message>
        <source>smb.conf has the last word, line %1: %2</source>
        <translation>smb.conf hat das letzte Wort, Zeile %1: %2</translation>
    </message>
    <message>
        <source>In effect: the registry.</source>
        <translation>Es gilt: die Registry.</translation>
    </message>
    <message>
        <source>The registry has the last word: %1</source>
        <translation>Die Registry hat das letzte Wort: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetPreview</name>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Nothing: it says the same already.</source>
        <translation>Nichts: so steht es schon da.</translation>
    </message>
    <message>
        <source>This would be written. Nothing is changed yet.</source>
        <translation>Das würde geschrieben. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Samba&apos;s testparm tries it when it is applied.</source>
        <translation>Beim Übernehmen probiert es Sambas testparm aus.</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetWindow</name>
    <message>
        <source>There is no form named %1.</source>
        <translation>Es gibt kein Formular namens %1.</translation>
    </message>
    <message>
        <source>Look at the descriptors of the service.</source>
        <translation>Sehen Sie in die Deskriptoren des Dienstes.</translation>
    </message>
    <message>
        <source>Opening the properties</source>
        <translation>Öffnen der Eigenschaften</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>You may look at this, not change it.</source>
        <translation>Sie dürfen das ansehen, aber nicht ändern.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>There are changes that are not applied. Apply them or close the sheet first.</source>
        <translation>Es gibt Änderungen, die nicht übernommen sind. Übernehmen Sie sie oder schließen Sie erst das Blatt.</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>&amp;Apply (%1)</source>
        <translation>&amp;Übernehmen (%1)</translation>
    </message>
    <message>
        <source>%1 – Properties</source>
        <translation>%1 – Eigenschaften</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird übernommen …</translation>
    </message>
    <message>
        <source>Applying: %1 of %2…</source>
        <translation>Wird übernommen: %1 von %2 …</translation>
    </message>
    <message>
        <source>%1: %2 changed</source>
        <translation>%1: %2 geändert</translation>
    </message>
    <message numerus="yes">
        <source>%n membership(s) of %1 changed</source>
        <translation>
            <numerusform>%n Mitgliedschaft von %1 geändert</numerusform>
            <numerusform>%n Mitgliedschaften von %1 geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>It was changed meanwhile; reading it anew…</source>
        <translation>Es wurde inzwischen geändert und wird neu gelesen …</translation>
    </message>
    <message>
        <source>Their values were taken; nothing is left to apply.</source>
        <translation>Die fremden Werte wurden übernommen; es bleibt nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing was applied. It was changed by somebody else; Apply asks again.</source>
        <translation>Nichts wurde übernommen. Jemand anderes hat es geändert; „Übernehmen“ fragt erneut.</translation>
    </message>
    <message>
        <source>Discard the changes?</source>
        <translation>Änderungen verwerfen?</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) of %1 are changed and not applied.</source>
        <translation>
            <numerusform>%n Feld von %1 ist geändert und nicht übernommen.</numerusform>
            <numerusform>%n Felder von %1 sind geändert und nicht übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Pre&amp;view …</source>
        <translation>&amp;Vorschau …</translation>
    </message>
    <message>
        <source>Asking what would change…</source>
        <translation>Frage, was sich ändern würde…</translation>
    </message>
</context>
<context>
    <name>smc::render::TextEditor</name>
    <message>
        <source>This is not a whole number.</source>
        <translation>Das ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>The smallest value is %1.</source>
        <translation>Der kleinste Wert ist %1.</translation>
    </message>
    <message>
        <source>The largest value is %1.</source>
        <translation>Der größte Wert ist %1.</translation>
    </message>
    <message>
        <source>Looking for what can be chosen</source>
        <translation>Suche nach dem, was zur Wahl steht</translation>
    </message>
</context>
<context>
    <name>smc::render::TreeView</name>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
</context>
<context>
    <name>smc::session::CertificateDialog</name>
    <message>
        <source>Fingerprint %1</source>
        <translation>Fingerabdruck %1</translation>
    </message>
    <message>
        <source>Unknown certificate</source>
        <translation>Unbekanntes Zertifikat</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; shows a certificate that this computer has no reason to trust. Compare the fingerprint with the one that smcd printed at its first start.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; zeigt ein Zertifikat, dem dieser Rechner keinen Grund hat zu vertrauen. Vergleichen Sie den Fingerabdruck mit dem, den smcd beim ersten Start ausgab.</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256:</translation>
    </message>
    <message>
        <source>Made for:</source>
        <translation>Ausgestellt für:</translation>
    </message>
    <message>
        <source>Made by:</source>
        <translation>Ausgestellt von:</translation>
    </message>
    <message>
        <source>Valid until:</source>
        <translation>Gültig bis:</translation>
    </message>
    <message>
        <source>Doubt:</source>
        <translation>Zweifel:</translation>
    </message>
    <message>
        <source>Trust &amp;always</source>
        <translation>&amp;Immer vertrauen</translation>
    </message>
    <message>
        <source>Trust &amp;once</source>
        <translation>&amp;Einmal vertrauen</translation>
    </message>
</context>
<context>
    <name>smc::session::ChangedCertificateDialog</name>
    <message>
        <source>The certificate has changed</source>
        <translation>Das Zertifikat hat sich geändert</translation>
    </message>
    <message>
        <source>%1 is not what it was.</source>
        <translation>%1 ist nicht mehr, was es war.</translation>
    </message>
    <message>
        <source>It shows another certificate than the one that you trusted. Somebody may be between you and the service and read your password, so the sign-in is refused. Ask whoever runs the service whether its certificate was renewed.</source>
        <translation>Es zeigt ein anderes Zertifikat als das, dem Sie vertraut haben. Jemand könnte zwischen Ihnen und dem Dienst sitzen und Ihr Passwort mitlesen; darum wird die Anmeldung verweigert. Fragen Sie den Betreiber des Dienstes, ob das Zertifikat erneuert wurde.</translation>
    </message>
    <message>
        <source>Trusted:</source>
        <translation>Vertraut:</translation>
    </message>
    <message>
        <source>Shown now:</source>
        <translation>Jetzt gezeigt:</translation>
    </message>
    <message>
        <source>&amp;Forget the trusted one</source>
        <translation>Das vertraute &amp;vergessen</translation>
    </message>
</context>
<context>
    <name>smc::session::Keychain</name>
    <message>
        <source>Signing in works without it.</source>
        <translation>Die Anmeldung geht auch ohne ihn.</translation>
    </message>
    <message>
        <source>The key chain holds no such password.</source>
        <translation>Der Schlüsselbund enthält kein solches Passwort.</translation>
    </message>
    <message>
        <source>The key chain stays closed.</source>
        <translation>Der Schlüsselbund bleibt verschlossen.</translation>
    </message>
    <message>
        <source>This computer has no key chain.</source>
        <translation>Dieser Rechner hat keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>The system&apos;s key chain does not answer.</source>
        <translation>Der Schlüsselbund des Systems antwortet nicht.</translation>
    </message>
</context>
<context>
    <name>smc::session::Options</name>
    <message>
        <source>The password file %1 cannot be read: %2.</source>
        <translation>Die Passwortdatei %1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 is no option of smc.</source>
        <translation>%1 ist keine Option von smc.</translation>
    </message>
    <message>
        <source>smc --help lists them.</source>
        <translation>smc --help zählt sie auf.</translation>
    </message>
    <message>
        <source>%1 needs a value.</source>
        <translation>%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>Usage: smc [options]
The desktop client of the Samba Management Console.

  --url URL             the service, as in https://smc.lab.example:8443 (SMC_URL)
  --realm REALM         the realm to sign in to (SMC_REALM)
  --user USER           the account (SMC_USER)
  --password-file FILE  its first line is the password (or SMC_PASSWORD)
  --ca FILE             authorities that the service&apos;s certificate may come from (SMC_CA)
  --sign-in             sign in at once
  --version             print the version
  --help                print this
</source>
        <translation>Aufruf: smc [Optionen]
Der Desktop-Client der Samba Management Console.

  --url URL             der Dienst, etwa https://smc.lab.example:8443 (SMC_URL)
  --realm REALM         der Realm, in dem man sich anmeldet (SMC_REALM)
  --user BENUTZER       das Konto (SMC_USER)
  --password-file DATEI ihre erste Zeile ist das Passwort (oder SMC_PASSWORD)
  --ca DATEI            Zertifizierungsstellen des Dienstes (SMC_CA)
  --sign-in             sofort anmelden
  --version             die Version ausgeben
  --help                dies ausgeben
</translation>
    </message>
</context>
<context>
    <name>smc::session::SignInWindow</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Samba Management Console</source>
        <translation>Samba Management Console</translation>
    </message>
    <message>
        <source>Sign in with an account of the domain.</source>
        <translation>Melden Sie sich mit einem Konto der Domäne an.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>the service&apos;s only one</source>
        <translation>der einzige des Dienstes</translation>
    </message>
    <message>
        <source>Realm</source>
        <translation>Realm</translation>
    </message>
    <message>
        <source>alice, alice@lab.example or LAB\alice</source>
        <translation>alice, alice@lab.example oder LAB\alice</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Keep the password in the system&apos;s key chain</source>
        <translation>Passwort im &amp;Schlüsselbund des Systems behalten</translation>
    </message>
    <message>
        <source>&amp;Service:</source>
        <translation>&amp;Dienst:</translation>
    </message>
    <message>
        <source>&amp;Realm:</source>
        <translation>&amp;Realm:</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;Benutzer:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>&amp;Anmelden</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Sign in as %1</source>
        <translation>Als %1 anmelden</translation>
    </message>
    <message>
        <source>With your Kerberos ticket, without a password.</source>
        <translation>Mit Ihrem Kerberos-Ticket, ohne Passwort.</translation>
    </message>
    <message>
        <source>Which service? Its address looks like https://smc.lab.example:8443.</source>
        <translation>Welcher Dienst? Seine Adresse sieht aus wie https://smc.lab.example:8443.</translation>
    </message>
    <message>
        <source>Who is signing in?</source>
        <translation>Wer meldet sich an?</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist zu Ende.</translation>
    </message>
    <message>
        <source>The service shows another certificate than the one that you trusted. The sign-in was refused.</source>
        <translation>Der Dienst zeigt ein anderes Zertifikat als das, dem Sie vertraut haben. Die Anmeldung wurde verweigert.</translation>
    </message>
    <message>
        <source>The old certificate is forgotten. Sign in again to see the new one.</source>
        <translation>Das alte Zertifikat ist vergessen. Melden Sie sich noch einmal an, um das neue zu sehen.</translation>
    </message>
    <message>
        <source>The service&apos;s certificate is not trusted.</source>
        <translation>Dem Zertifikat des Dienstes wird nicht vertraut.</translation>
    </message>
    <message>
        <source>Sign in with &amp;Kerberos</source>
        <translation>Mit &amp;Kerberos anmelden</translation>
    </message>
    <message>
        <source>The Kerberos ticket has expired: kinit gets a new one.</source>
        <translation>Das Kerberos-Ticket ist abgelaufen: kinit holt ein neues.</translation>
    </message>
    <message>
        <source>There is no Kerberos ticket: kinit gets one.</source>
        <translation>Es gibt kein Kerberos-Ticket: kinit holt eines.</translation>
    </message>
    <message>
        <source>Keeping the password</source>
        <translation>Behalten des Passworts</translation>
    </message>
    <message>
        <source>Removing the password from the key chain</source>
        <translation>Entfernen des Passworts aus dem Schlüsselbund</translation>
    </message>
</context>
<context>
    <name>smc::shell::DescriptionBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Words that all must begin a word of the name, account, mail or description.
department:Sales · title:&quot;head of*&quot; · -mail: (without mail) · is:locked · is:disabled
Enter keeps the words as filters; Esc takes back.</source>
        <translation>Alle Wörter müssen am Anfang eines Worts von Name, Konto, E-Mail oder Beschreibung stehen.
department:Vertrieb · title:&quot;leiter*&quot; · -mail: (ohne E-Mail) · is:locked · is:disabled
Eingabe behält die Wörter als Filter; Esc nimmt zurück.</translation>
    </message>
    <message>
        <source>Below, too</source>
        <translation>Auch darunter</translation>
    </message>
    <message>
        <source>Show what lies in the containers below, too</source>
        <translation>Auch zeigen, was in den Containern darunter liegt</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Save the whole list as CSV</source>
        <translation>Die ganze Liste als CSV speichern</translation>
    </message>
    <message>
        <source>%1 · 1 object</source>
        <translation>%1 · 1 Objekt</translation>
    </message>
    <message>
        <source>%1 · %2 objects</source>
        <translation>%1 · %2 Objekte</translation>
    </message>
    <message>
        <source>Take this filter off</source>
        <translation>Diesen Filter abnehmen</translation>
    </message>
    <message>
        <source>Take the filter %1 off</source>
        <translation>Den Filter %1 abnehmen</translation>
    </message>
</context>
<context>
    <name>smc::shell::Errand</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
</context>
<context>
    <name>smc::shell::FindAnything</name>
    <message>
        <source>Find anything (%1)</source>
        <translation>Alles finden (%1)</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing begins with these words.</source>
        <translation>Nichts beginnt mit diesen Wörtern.</translation>
    </message>
</context>
<context>
    <name>smc::shell::MainWindow</name>
    <message>
        <source>Areas</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>A descriptor was left out: %1</source>
        <translation>Ein Deskriptor wurde ausgelassen: %1</translation>
    </message>
    <message>
        <source>Samba Management Console</source>
        <translation>Samba Management Console</translation>
    </message>
    <message>
        <source>%1 – Samba Management Console</source>
        <translation>%1 – Samba Management Console</translation>
    </message>
    <message>
        <source>Signed in as %1</source>
        <translation>Angemeldet als %1</translation>
    </message>
    <message>
        <source>This session only reads: %1</source>
        <translation>Diese Sitzung liest nur: %1</translation>
    </message>
    <message>
        <source>New %1 …</source>
        <translation>Neu: %1 …</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Nach oben</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Filter the list</source>
        <translation>Liste &amp;filtern</translation>
    </message>
    <message>
        <source>Find &amp;anything</source>
        <translation>&amp;Alles finden</translation>
    </message>
    <message>
        <source>&amp;Properties</source>
        <translation>&amp;Eigenschaften</translation>
    </message>
    <message>
        <source>&amp;Move …</source>
        <translation>&amp;Verschieben …</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Reset pass&amp;word …</source>
        <translation>Pass&amp;wort zurücksetzen …</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Un&amp;lock</source>
        <translation>En&amp;tsperren</translation>
    </message>
    <message>
        <source>&amp;Enable</source>
        <translation>A&amp;ktivieren</translation>
    </message>
    <message>
        <source>Disa&amp;ble</source>
        <translation>&amp;Deaktivieren</translation>
    </message>
    <message>
        <source>Add to &amp;groups …</source>
        <translation>Zu &amp;Gruppen hinzufügen …</translation>
    </message>
    <message>
        <source>Add &amp;members …</source>
        <translation>&amp;Mitglieder hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Copy as CSV</source>
        <translation>Als CSV &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Export the list …</source>
        <translation>Liste &amp;exportieren …</translation>
    </message>
    <message>
        <source>&amp;People from a CSV file …</source>
        <translation>&amp;Personen aus einer CSV-Datei …</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Save this search …</source>
        <translation>Diese Suche &amp;speichern …</translation>
    </message>
    <message>
        <source>Columns as they &amp;were</source>
        <translation>Spalten wie am &amp;Anfang</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>Ab&amp;melden</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>Ü&amp;ber</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Detail pane</source>
        <translation>&amp;Einzelheiten</translation>
    </message>
    <message>
        <source>Show &amp;system containers</source>
        <translation>&amp;Systemcontainer zeigen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>&amp;Objekt</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>D&amp;ensity</source>
        <translation>Di&amp;chte</translation>
    </message>
    <message>
        <source>&amp;Comfortable</source>
        <translation>&amp;Bequem</translation>
    </message>
    <message>
        <source>C&amp;ompact</source>
        <translation>&amp;Kompakt</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Delete this search</source>
        <translation>Diese Suche löschen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Samba Management Console %1</source>
        <translation>Samba Management Console %1</translation>
    </message>
    <message>
        <source>The service: %1
Free software under the GNU General Public License, version 3 or later. Icons: Breeze, by KDE, under the GNU Lesser General Public License.</source>
        <translation>Der Dienst: %1
Freie Software unter der GNU General Public License, Version 3 oder später. Symbole: Breeze, von KDE, unter der GNU Lesser General Public License.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys of this window</source>
        <translation>Tasten dieses Fensters</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Liste exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Schreiben von %1</translation>
    </message>
    <message>
        <source>The list is in %1</source>
        <translation>Die Liste steht in %1</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>Wird exportiert …</translation>
    </message>
    <message>
        <source>A search is a filter with a name: filter the list first (%1).</source>
        <translation>Eine Suche ist ein Filter mit Namen: Filtern Sie zuerst die Liste (%1).</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
    <message>
        <source>Its name:</source>
        <translation>Ihr Name:</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Umbe&amp;nennen</translation>
    </message>
    <message>
        <source>Rename with a&amp;ccount names …</source>
        <translation>Mit &amp;Kontonamen umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Meldungen</translation>
    </message>
</context>
<context>
    <name>smc::shell::MessageDialogs</name>
    <message>
        <source>Why, for whoever reads the changes later; may stay empty</source>
        <translation>Warum, für alle, die die Änderungen später lesen; darf leer bleiben</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>G&amp;rund:</translation>
    </message>
</context>
<context>
    <name>smc::shell::MessageDock</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>All messages of this session</source>
        <translation>Alle Meldungen dieser Sitzung</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>Alle Meldungen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Enter undoes it.</source>
        <translation>Die Eingabetaste macht es rückgängig.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
</context>
<context>
    <name>smc::shell::ObjectActions</name>
    <message>
        <source>Undoing</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>%1: %2 of %3 failed, %4 first</source>
        <translation>%1: %2 von %3 gescheitert, zuerst %4</translation>
    </message>
    <message numerus="yes">
        <source>The first %n property sheet(s) were opened.</source>
        <translation>
            <numerusform>Das erste Eigenschaftenblatt wurde geöffnet.</numerusform>
            <numerusform>Die ersten %n Eigenschaftenblätter wurden geöffnet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting what lies below %1</source>
        <translation>Zählen, was unter %1 liegt</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>%1 “%2” will be deleted.</source>
        <translation>%1 „%2“ wird gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n object(s)?</source>
        <translation>
            <numerusform>%n Objekt löschen?</numerusform>
            <numerusform>%n Objekte löschen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) will be deleted.</source>
        <translation>
            <numerusform>%n Objekt wird gelöscht.</numerusform>
            <numerusform>%n Objekte werden gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> und %n weiteres</numerusform>
            <numerusform> und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) lie below it and will be deleted with it.</source>
        <translation>
            <numerusform>%n Objekt liegt darunter und wird mit gelöscht.</numerusform>
            <numerusform>%n Objekte liegen darunter und werden mit gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing lies below it.</source>
        <translation>Darunter liegt nichts.</translation>
    </message>
    <message>
        <source>There are containers among them; what lies below is deleted, too.</source>
        <translation>Es sind Container darunter; was in ihnen liegt, wird auch gelöscht.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Deleting %1</source>
        <translation>Löschen von %1</translation>
    </message>
    <message numerus="yes">
        <source>Deleting %n object(s)</source>
        <translation>
            <numerusform>Löschen von %n Objekt</numerusform>
            <numerusform>Löschen von %n Objekten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) deleted</source>
        <translation>
            <numerusform>%n Objekt gelöscht</numerusform>
            <numerusform>%n Objekte gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Renaming</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>%1 renamed to %2</source>
        <translation>%1 heißt jetzt %2</translation>
    </message>
    <message>
        <source>%1 has its name back</source>
        <translation>%1 hat wieder den alten Namen</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>Verschieben nach</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>%1 moved to %2</source>
        <translation>%1 nach %2 verschoben</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) moved to %1</source>
        <translation>
            <numerusform>%n Objekt nach %1 verschoben</numerusform>
            <numerusform>%n Objekte nach %1 verschoben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 moved back</source>
        <translation>%1 zurückverschoben</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) moved back</source>
        <translation>
            <numerusform>%n Objekt zurückverschoben</numerusform>
            <numerusform>%n Objekte zurückverschoben</numerusform>
        </translation>
    </message>
    <message>
        <source>Enabling</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>%1 enabled</source>
        <translation>%1 aktiviert</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) enabled</source>
        <translation>
            <numerusform>%n Konto aktiviert</numerusform>
            <numerusform>%n Konten aktiviert</numerusform>
        </translation>
    </message>
    <message>
        <source>Disabled again</source>
        <translation>Wieder deaktiviert</translation>
    </message>
    <message>
        <source>Disabling</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>%1 disabled</source>
        <translation>%1 deaktiviert</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) disabled</source>
        <translation>
            <numerusform>%n Konto deaktiviert</numerusform>
            <numerusform>%n Konten deaktiviert</numerusform>
        </translation>
    </message>
    <message>
        <source>Enabled again</source>
        <translation>Wieder aktiviert</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>%1 unlocked</source>
        <translation>%1 entsperrt</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) unlocked</source>
        <translation>
            <numerusform>%n Konto entsperrt</numerusform>
            <numerusform>%n Konten entsperrt</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to groups</source>
        <translation>Zu Gruppen hinzufügen</translation>
    </message>
    <message>
        <source>Add members to %1</source>
        <translation>Mitglieder zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Adding to %1</source>
        <translation>Hinzufügen zu %1</translation>
    </message>
    <message>
        <source>%1 is a member of %2 now</source>
        <translation>%1 ist jetzt Mitglied von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are members of %1 now</source>
        <translation>
            <numerusform>%n Objekt ist jetzt Mitglied von %1</numerusform>
            <numerusform>%n Objekte sind jetzt Mitglieder von %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken out of %1 again</source>
        <translation>Wieder aus %1 genommen</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s)</source>
        <translation>
            <numerusform>%1: %n Objekt</numerusform>
            <numerusform>%1: %n Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Account names of %1 changed</source>
        <translation>Kontonamen von %1 geändert</translation>
    </message>
    <message>
        <source>Reading the members of %1</source>
        <translation>Lesen der Mitglieder von %1</translation>
    </message>
    <message>
        <source>%1 is a member of %2 already</source>
        <translation>%1 ist schon Mitglied von %2</translation>
    </message>
    <message>
        <source>All of them are members of %1 already</source>
        <translation>Alle sind schon Mitglieder von %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>On the server %1.</source>
        <translation>Auf dem Server %1.</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::shell::ShellContext</name>
    <message>
        <source>%1: cancelled</source>
        <translation>%1: abgebrochen</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 gescheitert: %2</translation>
    </message>
    <message>
        <source>%1 stopped: %2 done</source>
        <translation>%1 angehalten: %2 erledigt</translation>
    </message>
    <message>
        <source>%1: %2 done, %3 failed</source>
        <translation>%1: %2 erledigt, %3 gescheitert</translation>
    </message>
    <message>
        <source>%1: %2 done</source>
        <translation>%1: %2 erledigt</translation>
    </message>
    <message>
        <source>The service has no property sheet for objects of this kind.</source>
        <translation>Der Dienst hat kein Eigenschaftenblatt für Objekte dieser Art.</translation>
    </message>
</context>
<context>
    <name>smc::shell::StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Answering server, time of its last answer, and how fresh the list is</source>
        <translation>Antwortender Server, Dauer der letzten Antwort und Frische der Liste</translation>
    </message>
    <message>
        <source>%1@%2, reading only</source>
        <translation>%1@%2, nur lesend</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>The list is known to be true as of %1.</source>
        <translation>Die Liste stimmt mit Stand von %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::shell::Workspace</name>
    <message>
        <source>Reading the tree</source>
        <translation>Lesen des Baums</translation>
    </message>
    <message>
        <source>Waiting for %1 …</source>
        <translation>Warten auf %1 …</translation>
    </message>
    <message>
        <source>There is no grid &quot;%1&quot; among the service&apos;s descriptors.</source>
        <translation>Unter den Deskriptoren des Dienstes ist keine Liste „%1“.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Nothing here fits the filter.</source>
        <translation>Hier passt nichts zum Filter.</translation>
    </message>
    <message>
        <source>Take the filter off</source>
        <translation>Filter abnehmen</translation>
    </message>
    <message>
        <source>Nothing fits this search. That may be good news.</source>
        <translation>Nichts passt zu dieser Suche. Das kann eine gute Nachricht sein.</translation>
    </message>
    <message>
        <source>%1 is empty. Users, groups, workstations and organisational units that are made or dropped here are listed here.</source>
        <translation>%1 ist leer. Benutzer, Gruppen, Arbeitsplätze und Organisationseinheiten, die hier angelegt oder abgelegt werden, stehen dann hier.</translation>
    </message>
    <message>
        <source>New %1 …</source>
        <translation>Neu: %1 …</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>Lesen der Liste</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Reading from %1</source>
        <translation>Lesen von %1</translation>
    </message>
    <message>
        <source>There is nothing of this now.</source>
        <translation>Davon gibt es gerade nichts.</translation>
    </message>
</context>
</TS>
