<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>country</name>
    <message>
        <source>Andorra</source>
        <translation>Andorra</translation>
    </message>
    <message>
        <source>United Arab Emirates</source>
        <translation>United Arab Emirates</translation>
    </message>
    <message>
        <source>Afghanistan</source>
        <translation>Afghanistan</translation>
    </message>
    <message>
        <source>Antigua and Barbuda</source>
        <translation>Antigua and Barbuda</translation>
    </message>
    <message>
        <source>Anguilla</source>
        <translation>Anguilla</translation>
    </message>
    <message>
        <source>Albania</source>
        <translation>Albania</translation>
    </message>
    <message>
        <source>Armenia</source>
        <translation>Armenia</translation>
    </message>
    <message>
        <source>Angola</source>
        <translation>Angola</translation>
    </message>
    <message>
        <source>Antarctica</source>
        <translation>Antarctica</translation>
    </message>
    <message>
        <source>Argentina</source>
        <translation>Argentina</translation>
    </message>
    <message>
        <source>American Samoa</source>
        <translation>American Samoa</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>Austria</translation>
    </message>
    <message>
        <source>Australia</source>
        <translation>Australia</translation>
    </message>
    <message>
        <source>Aruba</source>
        <translation>Aruba</translation>
    </message>
    <message>
        <source>Åland Islands</source>
        <translation>Åland Islands</translation>
    </message>
    <message>
        <source>Azerbaijan</source>
        <translation>Azerbaijan</translation>
    </message>
    <message>
        <source>Bosnia and Herzegovina</source>
        <translation>Bosnia and Herzegovina</translation>
    </message>
    <message>
        <source>Barbados</source>
        <translation>Barbados</translation>
    </message>
    <message>
        <source>Bangladesh</source>
        <translation>Bangladesh</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Belgium</translation>
    </message>
    <message>
        <source>Burkina Faso</source>
        <translation>Burkina Faso</translation>
    </message>
    <message>
        <source>Bulgaria</source>
        <translation>Bulgaria</translation>
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
        <translation>Saint Barthélemy</translation>
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
        <translation>Bolivia</translation>
    </message>
    <message>
        <source>Bonaire, Sint Eustatius and Saba</source>
        <translation>Bonaire, Sint Eustatius and Saba</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>Brazil</translation>
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
        <translation>Bouvet Island</translation>
    </message>
    <message>
        <source>Botswana</source>
        <translation>Botswana</translation>
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
        <translation>Canada</translation>
    </message>
    <message>
        <source>Cocos Islands</source>
        <translation>Cocos Islands</translation>
    </message>
    <message>
        <source>Congo (Kinshasa)</source>
        <translation>Congo (Kinshasa)</translation>
    </message>
    <message>
        <source>Central African Republic</source>
        <translation>Central African Republic</translation>
    </message>
    <message>
        <source>Congo (Brazzaville)</source>
        <translation>Congo (Brazzaville)</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Switzerland</translation>
    </message>
    <message>
        <source>Ivory Coast</source>
        <translation>Ivory Coast</translation>
    </message>
    <message>
        <source>Cook Islands</source>
        <translation>Cook Islands</translation>
    </message>
    <message>
        <source>Chile</source>
        <translation>Chile</translation>
    </message>
    <message>
        <source>Cameroon</source>
        <translation>Cameroon</translation>
    </message>
    <message>
        <source>China</source>
        <translation>China</translation>
    </message>
    <message>
        <source>Colombia</source>
        <translation>Colombia</translation>
    </message>
    <message>
        <source>Costa Rica</source>
        <translation>Costa Rica</translation>
    </message>
    <message>
        <source>Cuba</source>
        <translation>Cuba</translation>
    </message>
    <message>
        <source>Cape Verde</source>
        <translation>Cape Verde</translation>
    </message>
    <message>
        <source>Curaçao</source>
        <translation>Curaçao</translation>
    </message>
    <message>
        <source>Christmas Island</source>
        <translation>Christmas Island</translation>
    </message>
    <message>
        <source>Cyprus</source>
        <translation>Cyprus</translation>
    </message>
    <message>
        <source>Czechia</source>
        <translation>Czechia</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>Germany</translation>
    </message>
    <message>
        <source>Djibouti</source>
        <translation>Djibouti</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>Denmark</translation>
    </message>
    <message>
        <source>Dominica</source>
        <translation>Dominica</translation>
    </message>
    <message>
        <source>Dominican Republic</source>
        <translation>Dominican Republic</translation>
    </message>
    <message>
        <source>Algeria</source>
        <translation>Algeria</translation>
    </message>
    <message>
        <source>Ecuador</source>
        <translation>Ecuador</translation>
    </message>
    <message>
        <source>Estonia</source>
        <translation>Estonia</translation>
    </message>
    <message>
        <source>Egypt</source>
        <translation>Egypt</translation>
    </message>
    <message>
        <source>Western Sahara</source>
        <translation>Western Sahara</translation>
    </message>
    <message>
        <source>Eritrea</source>
        <translation>Eritrea</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>Spain</translation>
    </message>
    <message>
        <source>Ethiopia</source>
        <translation>Ethiopia</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>Finland</translation>
    </message>
    <message>
        <source>Fiji</source>
        <translation>Fiji</translation>
    </message>
    <message>
        <source>Falkland Islands</source>
        <translation>Falkland Islands</translation>
    </message>
    <message>
        <source>Micronesia</source>
        <translation>Micronesia</translation>
    </message>
    <message>
        <source>Faroe Islands</source>
        <translation>Faroe Islands</translation>
    </message>
    <message>
        <source>France</source>
        <translation>France</translation>
    </message>
    <message>
        <source>Gabon</source>
        <translation>Gabon</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>United Kingdom</translation>
    </message>
    <message>
        <source>Grenada</source>
        <translation>Grenada</translation>
    </message>
    <message>
        <source>Georgia</source>
        <translation>Georgia</translation>
    </message>
    <message>
        <source>French Guiana</source>
        <translation>French Guiana</translation>
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
        <translation>Greenland</translation>
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
        <translation>Equatorial Guinea</translation>
    </message>
    <message>
        <source>Greece</source>
        <translation>Greece</translation>
    </message>
    <message>
        <source>South Georgia and the South Sandwich Islands</source>
        <translation>South Georgia and the South Sandwich Islands</translation>
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
        <translation>Hong Kong</translation>
    </message>
    <message>
        <source>Heard Island and McDonald Islands</source>
        <translation>Heard Island and McDonald Islands</translation>
    </message>
    <message>
        <source>Honduras</source>
        <translation>Honduras</translation>
    </message>
    <message>
        <source>Croatia</source>
        <translation>Croatia</translation>
    </message>
    <message>
        <source>Haiti</source>
        <translation>Haiti</translation>
    </message>
    <message>
        <source>Hungary</source>
        <translation>Hungary</translation>
    </message>
    <message>
        <source>Indonesia</source>
        <translation>Indonesia</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>Ireland</translation>
    </message>
    <message>
        <source>Israel</source>
        <translation>Israel</translation>
    </message>
    <message>
        <source>Isle of Man</source>
        <translation>Isle of Man</translation>
    </message>
    <message>
        <source>India</source>
        <translation>India</translation>
    </message>
    <message>
        <source>British Indian Ocean Territory</source>
        <translation>British Indian Ocean Territory</translation>
    </message>
    <message>
        <source>Iraq</source>
        <translation>Iraq</translation>
    </message>
    <message>
        <source>Iran</source>
        <translation>Iran</translation>
    </message>
    <message>
        <source>Iceland</source>
        <translation>Iceland</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>Italy</translation>
    </message>
    <message>
        <source>Jersey</source>
        <translation>Jersey</translation>
    </message>
    <message>
        <source>Jamaica</source>
        <translation>Jamaica</translation>
    </message>
    <message>
        <source>Jordan</source>
        <translation>Jordan</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>Japan</translation>
    </message>
    <message>
        <source>Kenya</source>
        <translation>Kenya</translation>
    </message>
    <message>
        <source>Kyrgyzstan</source>
        <translation>Kyrgyzstan</translation>
    </message>
    <message>
        <source>Cambodia</source>
        <translation>Cambodia</translation>
    </message>
    <message>
        <source>Kiribati</source>
        <translation>Kiribati</translation>
    </message>
    <message>
        <source>Comoros</source>
        <translation>Comoros</translation>
    </message>
    <message>
        <source>Saint Kitts and Nevis</source>
        <translation>Saint Kitts and Nevis</translation>
    </message>
    <message>
        <source>North Korea</source>
        <translation>North Korea</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>South Korea</translation>
    </message>
    <message>
        <source>Kuwait</source>
        <translation>Kuwait</translation>
    </message>
    <message>
        <source>Cayman Islands</source>
        <translation>Cayman Islands</translation>
    </message>
    <message>
        <source>Kazakhstan</source>
        <translation>Kazakhstan</translation>
    </message>
    <message>
        <source>Laos</source>
        <translation>Laos</translation>
    </message>
    <message>
        <source>Lebanon</source>
        <translation>Lebanon</translation>
    </message>
    <message>
        <source>Saint Lucia</source>
        <translation>Saint Lucia</translation>
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
        <translation>Lithuania</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>Luxembourg</translation>
    </message>
    <message>
        <source>Latvia</source>
        <translation>Latvia</translation>
    </message>
    <message>
        <source>Libya</source>
        <translation>Libya</translation>
    </message>
    <message>
        <source>Morocco</source>
        <translation>Morocco</translation>
    </message>
    <message>
        <source>Monaco</source>
        <translation>Monaco</translation>
    </message>
    <message>
        <source>Moldova</source>
        <translation>Moldova</translation>
    </message>
    <message>
        <source>Montenegro</source>
        <translation>Montenegro</translation>
    </message>
    <message>
        <source>Saint Martin</source>
        <translation>Saint Martin</translation>
    </message>
    <message>
        <source>Madagascar</source>
        <translation>Madagascar</translation>
    </message>
    <message>
        <source>Marshall Islands</source>
        <translation>Marshall Islands</translation>
    </message>
    <message>
        <source>North Macedonia</source>
        <translation>North Macedonia</translation>
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
        <translation>Mongolia</translation>
    </message>
    <message>
        <source>Macao</source>
        <translation>Macao</translation>
    </message>
    <message>
        <source>Northern Mariana Islands</source>
        <translation>Northern Mariana Islands</translation>
    </message>
    <message>
        <source>Martinique</source>
        <translation>Martinique</translation>
    </message>
    <message>
        <source>Mauritania</source>
        <translation>Mauritania</translation>
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
        <translation>Maldives</translation>
    </message>
    <message>
        <source>Malawi</source>
        <translation>Malawi</translation>
    </message>
    <message>
        <source>Mexico</source>
        <translation>Mexico</translation>
    </message>
    <message>
        <source>Malaysia</source>
        <translation>Malaysia</translation>
    </message>
    <message>
        <source>Mozambique</source>
        <translation>Mozambique</translation>
    </message>
    <message>
        <source>Namibia</source>
        <translation>Namibia</translation>
    </message>
    <message>
        <source>New Caledonia</source>
        <translation>New Caledonia</translation>
    </message>
    <message>
        <source>Niger</source>
        <translation>Niger</translation>
    </message>
    <message>
        <source>Norfolk Island</source>
        <translation>Norfolk Island</translation>
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
        <translation>Netherlands</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>Norway</translation>
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
        <translation>New Zealand</translation>
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
        <translation>French Polynesia</translation>
    </message>
    <message>
        <source>Papua New Guinea</source>
        <translation>Papua New Guinea</translation>
    </message>
    <message>
        <source>Philippines</source>
        <translation>Philippines</translation>
    </message>
    <message>
        <source>Pakistan</source>
        <translation>Pakistan</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Poland</translation>
    </message>
    <message>
        <source>Saint Pierre and Miquelon</source>
        <translation>Saint Pierre and Miquelon</translation>
    </message>
    <message>
        <source>Pitcairn Islands</source>
        <translation>Pitcairn Islands</translation>
    </message>
    <message>
        <source>Puerto Rico</source>
        <translation>Puerto Rico</translation>
    </message>
    <message>
        <source>Palestine</source>
        <translation>Palestine</translation>
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
        <translation>Qatar</translation>
    </message>
    <message>
        <source>Réunion</source>
        <translation>Réunion</translation>
    </message>
    <message>
        <source>Romania</source>
        <translation>Romania</translation>
    </message>
    <message>
        <source>Serbia</source>
        <translation>Serbia</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Russia</translation>
    </message>
    <message>
        <source>Rwanda</source>
        <translation>Rwanda</translation>
    </message>
    <message>
        <source>Saudi Arabia</source>
        <translation>Saudi Arabia</translation>
    </message>
    <message>
        <source>Solomon Islands</source>
        <translation>Solomon Islands</translation>
    </message>
    <message>
        <source>Seychelles</source>
        <translation>Seychelles</translation>
    </message>
    <message>
        <source>Sudan</source>
        <translation>Sudan</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>Sweden</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>Singapore</translation>
    </message>
    <message>
        <source>Saint Helena, Ascension and Tristan da Cunha</source>
        <translation>Saint Helena, Ascension and Tristan da Cunha</translation>
    </message>
    <message>
        <source>Slovenia</source>
        <translation>Slovenia</translation>
    </message>
    <message>
        <source>Svalbard and Jan Mayen</source>
        <translation>Svalbard and Jan Mayen</translation>
    </message>
    <message>
        <source>Slovakia</source>
        <translation>Slovakia</translation>
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
        <translation>South Sudan</translation>
    </message>
    <message>
        <source>São Tomé and Príncipe</source>
        <translation>São Tomé and Príncipe</translation>
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
        <translation>Syria</translation>
    </message>
    <message>
        <source>Eswatini</source>
        <translation>Eswatini</translation>
    </message>
    <message>
        <source>Turks and Caicos Islands</source>
        <translation>Turks and Caicos Islands</translation>
    </message>
    <message>
        <source>Chad</source>
        <translation>Chad</translation>
    </message>
    <message>
        <source>French Southern Territories</source>
        <translation>French Southern Territories</translation>
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
        <translation>Tajikistan</translation>
    </message>
    <message>
        <source>Tokelau</source>
        <translation>Tokelau</translation>
    </message>
    <message>
        <source>Timor-Leste</source>
        <translation>Timor-Leste</translation>
    </message>
    <message>
        <source>Turkmenistan</source>
        <translation>Turkmenistan</translation>
    </message>
    <message>
        <source>Tunisia</source>
        <translation>Tunisia</translation>
    </message>
    <message>
        <source>Tonga</source>
        <translation>Tonga</translation>
    </message>
    <message>
        <source>Türkiye</source>
        <translation>Türkiye</translation>
    </message>
    <message>
        <source>Trinidad and Tobago</source>
        <translation>Trinidad and Tobago</translation>
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
        <translation>Tanzania</translation>
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
        <translation>US Minor Outlying Islands</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>United States</translation>
    </message>
    <message>
        <source>Uruguay</source>
        <translation>Uruguay</translation>
    </message>
    <message>
        <source>Uzbekistan</source>
        <translation>Uzbekistan</translation>
    </message>
    <message>
        <source>Vatican City</source>
        <translation>Vatican City</translation>
    </message>
    <message>
        <source>Saint Vincent and the Grenadines</source>
        <translation>Saint Vincent and the Grenadines</translation>
    </message>
    <message>
        <source>Venezuela</source>
        <translation>Venezuela</translation>
    </message>
    <message>
        <source>British Virgin Islands</source>
        <translation>British Virgin Islands</translation>
    </message>
    <message>
        <source>US Virgin Islands</source>
        <translation>US Virgin Islands</translation>
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
        <translation>Wallis and Futuna</translation>
    </message>
    <message>
        <source>Samoa</source>
        <translation>Samoa</translation>
    </message>
    <message>
        <source>Yemen</source>
        <translation>Yemen</translation>
    </message>
    <message>
        <source>Mayotte</source>
        <translation>Mayotte</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>South Africa</translation>
    </message>
    <message>
        <source>Zambia</source>
        <translation>Zambia</translation>
    </message>
    <message>
        <source>Zimbabwe</source>
        <translation>Zimbabwe</translation>
    </message>
</context>
<context>
    <name>descriptor</name>
    <message>
        <source>A global group becomes universal before it becomes domain local, and the reverse.</source>
        <translation>A global group becomes universal before it becomes domain local, and the reverse.</translation>
    </message>
    <message>
        <source>A path begins with \\server\share or a drive letter.</source>
        <translation>A path begins with \\server\share or a drive letter.</translation>
    </message>
    <message>
        <source>A sign-in name looks like account@domain.</source>
        <translation>A sign-in name looks like account@domain.</translation>
    </message>
    <message>
        <source>A web page begins with http:// or https://.</source>
        <translation>A web page begins with http:// or https://.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Account expires</source>
        <translation>Account expires</translation>
    </message>
    <message>
        <source>Account is disabled</source>
        <translation>Account is disabled</translation>
    </message>
    <message>
        <source>Account is enabled</source>
        <translation>Account is enabled</translation>
    </message>
    <message>
        <source>Account is locked out</source>
        <translation>Account is locked out</translation>
    </message>
    <message>
        <source>Account is sensitive and cannot be delegated</source>
        <translation>Account is sensitive and cannot be delegated</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Account name</translation>
    </message>
    <message>
        <source>Account options</source>
        <translation>Account options</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>All groups</translation>
    </message>
    <message>
        <source>All users</source>
        <translation>All users</translation>
    </message>
    <message>
        <source>All workstations</source>
        <translation>All workstations</translation>
    </message>
    <message>
        <source>An account name holds none of " / \ [ ] : ; | = , + * ? &lt; &gt; @</source>
        <translation>An account name holds none of " / \ [ ] : ; | = , + * ? &lt; &gt; @</translation>
    </message>
    <message>
        <source>An address has one @ and a domain after it.</source>
        <translation>An address has one @ and a domain after it.</translation>
    </message>
    <message>
        <source>Built-in security group</source>
        <translation>Built-in security group</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>City</source>
        <translation>City</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>D:</source>
        <translation>D:</translation>
    </message>
    <message>
        <source>DNS name</source>
        <translation>DNS name</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Direct reports</source>
        <translation>Direct reports</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Directory</translation>
    </message>
    <message>
        <source>Disabled accounts</source>
        <translation>Disabled accounts</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Display name</translation>
    </message>
    <message>
        <source>Distinguished name</source>
        <translation>Distinguished name</translation>
    </message>
    <message>
        <source>Distribution group, domain local</source>
        <translation>Distribution group, domain local</translation>
    </message>
    <message>
        <source>Distribution group, global</source>
        <translation>Distribution group, global</translation>
    </message>
    <message>
        <source>Distribution group, universal</source>
        <translation>Distribution group, universal</translation>
    </message>
    <message>
        <source>Domain local</source>
        <translation>Domain local</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>E:</source>
        <translation>E:</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>Employee number</translation>
    </message>
    <message>
        <source>Expired accounts</source>
        <translation>Expired accounts</translation>
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
        <translation>First name</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Full name</translation>
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
        <translation>General</translation>
    </message>
    <message>
        <source>Global</source>
        <translation>Global</translation>
    </message>
    <message>
        <source>Grants permissions</source>
        <translation>Grants permissions</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Group name</source>
        <translation>Group name</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>Groups without members</source>
        <translation>Groups without members</translation>
    </message>
    <message>
        <source>H:</source>
        <translation>H:</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Home drive</source>
        <translation>Home drive</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>Home folder</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Host name</translation>
    </message>
    <message>
        <source>I:</source>
        <translation>I:</translation>
    </message>
    <message>
        <source>IP phone</source>
        <translation>IP phone</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Initials</translation>
    </message>
    <message>
        <source>J:</source>
        <translation>J:</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Job title</translation>
    </message>
    <message>
        <source>K:</source>
        <translation>K:</translation>
    </message>
    <message>
        <source>Kerberos DES keys only</source>
        <translation>Kerberos DES keys only</translation>
    </message>
    <message>
        <source>Kerberos preauthentication is not required</source>
        <translation>Kerberos preauthentication is not required</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Kind and scope</source>
        <translation>Kind and scope</translation>
    </message>
    <message>
        <source>L:</source>
        <translation>L:</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Last name</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Last sign-in</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens inside, at most 15.</source>
        <translation>Letters, digits and hyphens inside, at most 15.</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>Locked out</source>
        <translation>Locked out</translation>
    </message>
    <message>
        <source>M:</source>
        <translation>M:</translation>
    </message>
    <message>
        <source>Managed By</source>
        <translation>Managed By</translation>
    </message>
    <message>
        <source>Managed by</source>
        <translation>Managed by</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>May sign in at</source>
        <translation>May sign in at</translation>
    </message>
    <message>
        <source>Member Of</source>
        <translation>Member Of</translation>
    </message>
    <message>
        <source>Member of</source>
        <translation>Member of</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobile</translation>
    </message>
    <message>
        <source>Must change password at next sign-in</source>
        <translation>Must change password at next sign-in</translation>
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
        <translation>Names of workstations apart by commas; empty means anywhere.</translation>
    </message>
    <message>
        <source>Never signed in</source>
        <translation>Never signed in</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>New group</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>New user</translation>
    </message>
    <message>
        <source>New workstation</source>
        <translation>New workstation</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>O:</source>
        <translation>O:</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Object</translation>
    </message>
    <message>
        <source>Object class</source>
        <translation>Object class</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objects</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Operating System</source>
        <translation>Operating System</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>Operating system</translation>
    </message>
    <message>
        <source>Organisational unit</source>
        <translation>Organisational unit</translation>
    </message>
    <message>
        <source>Organisational units</source>
        <translation>Organisational units</translation>
    </message>
    <message>
        <source>Other home numbers</source>
        <translation>Other home numbers</translation>
    </message>
    <message>
        <source>Other mobile numbers</source>
        <translation>Other mobile numbers</translation>
    </message>
    <message>
        <source>Other office numbers</source>
        <translation>Other office numbers</translation>
    </message>
    <message>
        <source>Other web pages</source>
        <translation>Other web pages</translation>
    </message>
    <message>
        <source>P.O. box</source>
        <translation>P.O. box</translation>
    </message>
    <message>
        <source>P:</source>
        <translation>P:</translation>
    </message>
    <message>
        <source>Pager</source>
        <translation>Pager</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Password never expires</source>
        <translation>Password never expires</translation>
    </message>
    <message>
        <source>Password set</source>
        <translation>Password set</translation>
    </message>
    <message>
        <source>Password stored with reversible encryption</source>
        <translation>Password stored with reversible encryption</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postal code</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Profile path</source>
        <translation>Profile path</translation>
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
        <translation>Scope</translation>
    </message>
    <message>
        <source>Security group, domain local</source>
        <translation>Security group, domain local</translation>
    </message>
    <message>
        <source>Security group, global</source>
        <translation>Security group, global</translation>
    </message>
    <message>
        <source>Security group, universal</source>
        <translation>Security group, universal</translation>
    </message>
    <message>
        <source>Service pack</source>
        <translation>Service pack</translation>
    </message>
    <message>
        <source>Service principals</source>
        <translation>Service principals</translation>
    </message>
    <message>
        <source>Shown in mail and chat programs.</source>
        <translation>Shown in mail and chat programs.</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Sign-in name</translation>
    </message>
    <message>
        <source>Sign-in script</source>
        <translation>Sign-in script</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>Sign-ins</translation>
    </message>
    <message>
        <source>Smart card is required to sign in</source>
        <translation>Smart card is required to sign in</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>State or province</source>
        <translation>State or province</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Street</translation>
    </message>
    <message>
        <source>T:</source>
        <translation>T:</translation>
    </message>
    <message>
        <source>Take the mark off to let the person sign in again.</source>
        <translation>Take the mark off to let the person sign in again.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Telephones</translation>
    </message>
    <message>
        <source>The name before Windows 2000, at most 20 characters.</source>
        <translation>The name before Windows 2000, at most 20 characters.</translation>
    </message>
    <message>
        <source>The name of the object in the directory.</source>
        <translation>The name of the object in the directory.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Trusted for delegation to any service</source>
        <translation>Trusted for delegation to any service</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>U:</source>
        <translation>U:</translation>
    </message>
    <message>
        <source>Universal</source>
        <translation>Universal</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Users</translation>
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
        <translation>Web page</translation>
    </message>
    <message>
        <source>Without it the group is a distribution list for mail.</source>
        <translation>Without it the group is a distribution list for mail.</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>Workstation</translation>
    </message>
    <message>
        <source>Workstations</source>
        <translation>Workstations</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <translation>Wrong passwords</translation>
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
        <translation>name</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>New organisational unit</source>
        <translation>New organisational unit</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Of use to POSIX programs alone; to choose another one, make the person its member first.</source>
        <translation>Of use to POSIX programs alone; to choose another one, make the person its member first.</translation>
    </message>
    <message>
        <source>Primary group</source>
        <translation>Primary group</translation>
    </message>
    <message>
        <source>The directory keeps UTC: when summer time begins or ends, the hours move with it.</source>
        <translation>The directory keeps UTC: when summer time begins or ends, the hours move with it.</translation>
    </message>
    <message>
        <source>Sign-in hours</source>
        <translation>Sign-in hours</translation>
    </message>
    <message>
        <source>A mode has octal digits, as 0744.</source>
        <translation>A mode has octal digits, as 0744.</translation>
    </message>
    <message>
        <source>A mode has octal digits, as 0755.</source>
        <translation>A mode has octal digits, as 0755.</translation>
    </message>
    <message>
        <source>A path begins with /.</source>
        <translation>A path begins with /.</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Access</translation>
    </message>
    <message>
        <source>Clock ahead (ms)</source>
        <translation>Clock ahead (ms)</translation>
    </message>
    <message>
        <source>Close file</source>
        <translation>Close file</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Disconnect</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Guest</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Hidden</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Inherit access from the folder</source>
        <translation>Inherit access from the folder</translation>
    </message>
    <message>
        <source>Its name, or group:NAME for several.</source>
        <translation>Its name, or group:NAME for several.</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>Its time</translation>
    </message>
    <message>
        <source>Listed in the network</source>
        <translation>Listed in the network</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>Locks</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>May always write</source>
        <translation>May always write</translation>
    </message>
    <message>
        <source>Mode of new files</source>
        <translation>Mode of new files</translation>
    </message>
    <message>
        <source>Mode of new folders</source>
        <translation>Mode of new folders</translation>
    </message>
    <message>
        <source>Modules (vfs objects)</source>
        <translation>Modules (vfs objects)</translation>
    </message>
    <message>
        <source>New share</source>
        <translation>New share</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Only from these machines</source>
        <translation>Only from these machines</translation>
    </message>
    <message>
        <source>Only these people</source>
        <translation>Only these people</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Open files</translation>
    </message>
    <message>
        <source>Options of modules</source>
        <translation>Options of modules</translation>
    </message>
    <message>
        <source>Path on the server</source>
        <translation>Path on the server</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Read by</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Read only</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Samba's own default is yes.</source>
        <translation>Samba's own default is yes.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Servers</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Shares</translation>
    </message>
    <message>
        <source>The folder must be there already.</source>
        <translation>The folder must be there already.</translation>
    </message>
    <message>
        <source>Without a password</source>
        <translation>Without a password</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>module:option = value</source>
        <translation>module:option = value</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialect</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Encryption</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Oplock</source>
        <translation>Oplock</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Process</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Processes</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>Read the configuration again</source>
        <translation>Read the configuration again</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Restart</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signing</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>All jobs that wait for this printer are deleted. Who sent them has to print again.</source>
        <translation>All jobs that wait for this printer are deleted. Who sent them has to print again.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Delete all jobs</source>
        <translation>Delete all jobs</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Print jobs</source>
        <translation>Print jobs</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>What this service does for others stops.</source>
        <translation>What this service does for others stops.</translation>
    </message>
    <message>
        <source>Who sent this job has to print it again.</source>
        <translation>Who sent this job has to print it again.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Changed by</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Last run</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Next run</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Run now</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Schedules</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>Silenced</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>The job runs with the rights of the service.</source>
        <translation>The job runs with the rights of the service.</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>%U stands for the account of whoever connects.</source>
        <translation>%U stands for the account of whoever connects.</translation>
    </message>
    <message>
        <source>A folder in which a group works together: what one makes, the others change. Name the group under “Only these people”.</source>
        <translation>A folder in which a group works together: what one makes, the others change. Name the group under “Only these people”.</translation>
    </message>
    <message>
        <source>Act as root</source>
        <translation>Act as root</translation>
    </message>
    <message>
        <source>All act as</source>
        <translation>All act as</translation>
    </message>
    <message>
        <source>All act in the group</source>
        <translation>All act in the group</translation>
    </message>
    <message>
        <source>All sessions of this person from this machine end. What is not saved is lost.</source>
        <translation>All sessions of this person from this machine end. What is not saved is lost.</translation>
    </message>
    <message>
        <source>All sessions that the program serves end. What is not saved is lost.</source>
        <translation>All sessions that the program serves end. What is not saved is lost.</translation>
    </message>
    <message>
        <source>Always in the mode of files</source>
        <translation>Always in the mode of files</translation>
    </message>
    <message>
        <source>Always in the mode of folders</source>
        <translation>Always in the mode of folders</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>As the client says</source>
        <translation>As the client says</translation>
    </message>
    <message>
        <source>Capital letters count</source>
        <translation>Capital letters count</translation>
    </message>
    <message>
        <source>Check locks at every access</source>
        <translation>Check locks at every access</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Cipher</translation>
    </message>
    <message>
        <source>Clients may cache files (oplocks)</source>
        <translation>Clients may cache files (oplocks)</translation>
    </message>
    <message>
        <source>Connected for</source>
        <translation>Connected for</translation>
    </message>
    <message>
        <source>Connections at most</source>
        <translation>Connections at most</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>Disks</translation>
    </message>
    <message>
        <source>Drop box</source>
        <translation>Drop box</translation>
    </message>
    <message>
        <source>Everybody puts files in, and only the folder's owner takes them out: for work to be handed in, or scans.</source>
        <translation>Everybody puts files in, and only the folder's owner takes them out: for work to be handed in, or scans.</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fault</translation>
    </message>
    <message>
        <source>For Unix only</source>
        <translation>For Unix only</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>Group share</source>
        <translation>Group share</translation>
    </message>
    <message>
        <source>Hide names that begin with a dot</source>
        <translation>Hide names that begin with a dot</translation>
    </message>
    <message>
        <source>Hide what one cannot read</source>
        <translation>Hide what one cannot read</translation>
    </message>
    <message>
        <source>Home folders</source>
        <translation>Home folders</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Idle</translation>
    </message>
    <message>
        <source>In the order in which a request passes through them.</source>
        <translation>In the order in which a request passes through them.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>Inodes</source>
        <translation>Inodes</translation>
    </message>
    <message>
        <source>Jobs of {name}: {jobs}.</source>
        <translation>Jobs of {name}: {jobs}.</translation>
    </message>
    <message>
        <source>Lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Load</translation>
    </message>
    <message>
        <source>Load over 15 minutes</source>
        <translation>Load over 15 minutes</translation>
    </message>
    <message>
        <source>Load over 5 minutes</source>
        <translation>Load over 5 minutes</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>Locking</translation>
    </message>
    <message>
        <source>MS-RPC</source>
        <translation>MS-RPC</translation>
    </message>
    <message>
        <source>May only read</source>
        <translation>May only read</translation>
    </message>
    <message>
        <source>Memory in all</source>
        <translation>Memory in all</translation>
    </message>
    <message>
        <source>Mode as of the folder</source>
        <translation>Mode as of the folder</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Modules</translation>
    </message>
    <message>
        <source>Names and @groups, apart by commas; empty: everybody.</source>
        <translation>Names and @groups, apart by commas; empty: everybody.</translation>
    </message>
    <message>
        <source>Names that nobody sees</source>
        <translation>Names that nobody sees</translation>
    </message>
    <message>
        <source>Never cached</source>
        <translation>Never cached</translation>
    </message>
    <message>
        <source>Never these people</source>
        <translation>Never these people</translation>
    </message>
    <message>
        <source>Nobody else reads what is made here.</source>
        <translation>Nobody else reads what is made here.</translation>
    </message>
    <message>
        <source>Nobody sees what the others put in.</source>
        <translation>Nobody sees what the others put in.</translation>
    </message>
    <message>
        <source>Not from these machines</source>
        <translation>Not from these machines</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Number of processors</source>
        <translation>Number of processors</translation>
    </message>
    <message>
        <source>One share, in which each person sees the folder of his own name. Make the folders first, each owned by its person.</source>
        <translation>One share, in which each person sees the folder of his own name. Make the folders first, each owned by its person.</translation>
    </message>
    <message>
        <source>Only its owner reads a file, not even who put it in.</source>
        <translation>Only its owner reads a file, not even who put it in.</translation>
    </message>
    <message>
        <source>Open files of {user} at {client}: {opens}.</source>
        <translation>Open files of {user} at {client}: {opens}.</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Opened</translation>
    </message>
    <message>
        <source>Others may</source>
        <translation>Others may</translation>
    </message>
    <message>
        <source>Owner as of the folder</source>
        <translation>Owner as of the folder</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>Patterns, each between slashes: /*.mdb/</source>
        <translation>Patterns, each between slashes: /*.mdb/</translation>
    </message>
    <message>
        <source>Patterns, each between slashes: /*.tmp/.DS_Store/</source>
        <translation>Patterns, each between slashes: /*.tmp/.DS_Store/</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permissions</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Processor time</source>
        <translation>Processor time</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>Processors</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>Running for</translation>
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
        <translation>Sessions that {program} (process {pid}) serves: {sessions}.</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>So many seconds a file may still be changed after it was written.</source>
        <translation>So many seconds a file may still be changed after it was written.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Swap</translation>
    </message>
    <message>
        <source>Swap in all</source>
        <translation>Swap in all</translation>
    </message>
    <message>
        <source>Tell Unix programs of oplocks</source>
        <translation>Tell Unix programs of oplocks</translation>
    </message>
    <message>
        <source>The file is taken away from whoever has it open. What is not saved is lost.</source>
        <translation>The file is taken away from whoever has it open. What is not saved is lost.</translation>
    </message>
    <message>
        <source>The folder's group may change what is made here; give the folder to the group, with mode 2770.</source>
        <translation>The folder's group may change what is made here; give the folder to the group, with mode 2770.</translation>
    </message>
    <message>
        <source>They may do everything, whatever the lists say.</source>
        <translation>They may do everything, whatever the lists say.</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>What is made in a folder gets the folder's list of access rights.</source>
        <translation>What is made in a folder gets the folder's list of access rights.</translation>
    </message>
    <message>
        <source>What is put in belongs to the owner of the folder from then on.</source>
        <translation>What is put in belongs to the owner of the folder from then on.</translation>
    </message>
    <message>
        <source>What is written here stays as it is: after an hour nobody changes or deletes it over the network.</source>
        <translation>What is written here stays as it is: after an hour nobody changes or deletes it over the network.</translation>
    </message>
    <message>
        <source>Where needed</source>
        <translation>Where needed</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>Write to disk when a client says so</source>
        <translation>Write to disk when a client says so</translation>
    </message>
    <message>
        <source>acl_xattr keeps Windows' permissions beside the file, so that its list says the same to everybody.</source>
        <translation>acl_xattr keeps Windows' permissions beside the file, so that its list says the same to everybody.</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>batch</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>being deleted</translation>
    </message>
    <message>
        <source>create</source>
        <translation>create</translation>
    </message>
    <message>
        <source>debug (10)</source>
        <translation>debug (10)</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>delete</translation>
    </message>
    <message>
        <source>domain controller</source>
        <translation>domain controller</translation>
    </message>
    <message>
        <source>ended, not collected</source>
        <translation>ended, not collected</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>error (0)</source>
        <translation>error (0)</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>exclusive</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>folder</translation>
    </message>
    <message>
        <source>full</source>
        <translation>full</translation>
    </message>
    <message>
        <source>handle</source>
        <translation>handle</translation>
    </message>
    <message>
        <source>held</source>
        <translation>held</translation>
    </message>
    <message>
        <source>information (5)</source>
        <translation>information (5)</translation>
    </message>
    <message>
        <source>its own smcd</source>
        <translation>its own smcd</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>lease</translation>
    </message>
    <message>
        <source>level 2</source>
        <translation>level 2</translation>
    </message>
    <message>
        <source>member</source>
        <translation>member</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>notice (3)</source>
        <translation>notice (3)</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>partial</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>printer</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>printing</translation>
    </message>
    <message>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>ready</translation>
    </message>
    <message>
        <source>recycle moves what is deleted into a folder of the share, from where people take it back themselves.</source>
        <translation>recycle moves what is deleted into a folder of the share, from where people take it back themselves.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>running</translation>
    </message>
    <message>
        <source>spooling</source>
        <translation>spooling</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>starting</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>stopping</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>suspended</translation>
    </message>
    <message>
        <source>system</source>
        <translation>system</translation>
    </message>
    <message>
        <source>this service</source>
        <translation>this service</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>warning (1)</source>
        <translation>warning (1)</translation>
    </message>
    <message>
        <source>worm refuses to change, rename or delete a file once its time has passed.</source>
        <translation>worm refuses to change, rename or delete a file once its time has passed.</translation>
    </message>
    <message>
        <source>write</source>
        <translation>write</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>{name} has no jobs.</source>
        <translation>{name} has no jobs.</translation>
    </message>
    <message>
        <source>{program} serves nobody now.</source>
        <translation>{program} serves nobody now.</translation>
    </message>
    <message>
        <source>{user} has no file open.</source>
        <translation>{user} has no file open.</translation>
    </message>
    <message>
        <source>{user} is reading {path}.</source>
        <translation>{user} is reading {path}.</translation>
    </message>
    <message>
        <source>{user} is writing to {path}.</source>
        <translation>{user} is writing to {path}.</translation>
    </message>
    <message>
        <source>“{document}” of {user}</source>
        <translation>“{document}” of {user}</translation>
    </message>
    <message>
        <source>“{document}” of {user} is being printed.</source>
        <translation>“{document}” of {user} is being printed.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>By way of</source>
        <translation>By way of</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changes</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>changed</translation>
    </message>
    <message>
        <source>created</source>
        <translation>created</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>deleted</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>repair</translation>
    </message>
    <message>
        <source>request</source>
        <translation>request</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Well until</source>
        <translation>Well until</translation>
    </message>
    <message>
        <source>With</source>
        <translation>With</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>answers</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>clock</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>cluster</translation>
    </message>
    <message>
        <source>connection to the domain</source>
        <translation>connection to the domain</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>critical</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>replication</source>
        <translation>replication</translation>
    </message>
    <message>
        <source>shares of the domain</source>
        <translation>shares of the domain</translation>
    </message>
    <message>
        <source>smcd there</source>
        <translation>smcd there</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>warning</translation>
    </message>
    <message>
        <source>well</source>
        <translation>well</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>Oldest has waited</source>
        <translation>Oldest has waited</translation>
    </message>
    <message>
        <source>Oldest submitted</source>
        <translation>Oldest submitted</translation>
    </message>
    <message>
        <source>Print queues</source>
        <translation>Print queues</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>A time that was missed</source>
        <translation>A time that was missed</translation>
    </message>
    <message>
        <source>Accounts elsewhere are left alone; empty: the whole realm.</source>
        <translation>Accounts elsewhere are left alone; empty: the whole realm.</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>At most</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Because of</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Began</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>Below</translation>
    </message>
    <message>
        <source>Delete old batches</source>
        <translation>Delete old batches</translation>
    </message>
    <message>
        <source>Disable expired accounts</source>
        <translation>Disable expired accounts</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Enabled</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>Event logs</source>
        <translation>Event logs</translation>
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation>It has not run yet.</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Leave it out</translation>
    </message>
    <message>
        <source>Make up for it once</source>
        <translation>Make up for it once</translation>
    </message>
    <message>
        <source>Minute, hour, day of the month, month, day of the week, as in crontab: 0 18 * * mon-fri. Or @hourly, @daily, @weekly, @monthly. On the clock of the service's machine.</source>
        <translation>Minute, hour, day of the month, month, day of the week, as in crontab: 0 18 * * mon-fri. Or @hourly, @daily, @weekly, @monthly. On the clock of the service's machine.</translation>
    </message>
    <message>
        <source>Names, apart by commas, or group:NAME; empty: all.</source>
        <translation>Names, apart by commas, or group:NAME; empty: all.</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>New schedule</translation>
    </message>
    <message>
        <source>Older than</source>
        <translation>Older than</translation>
    </message>
    <message>
        <source>Realm</source>
        <translation>Realm</translation>
    </message>
    <message>
        <source>Report of servers</source>
        <translation>Report of servers</translation>
    </message>
    <message>
        <source>Reports that are kept</source>
        <translation>Reports that are kept</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Runs</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Schedule</translation>
    </message>
    <message>
        <source>The service needs an account there.</source>
        <translation>The service needs an account there.</translation>
    </message>
    <message>
        <source>Tree connects</source>
        <translation>Tree connects</translation>
    </message>
    <message>
        <source>What is changed of this server's configuration and shares stands here: who, when, why, from what to what.</source>
        <translation>What is changed of this server's configuration and shares stands here: who, when, why, from what to what.</translation>
    </message>
    <message>
        <source>What is changed of this share stands here: who, when, why, from what to what.</source>
        <translation>What is changed of this share stands here: who, when, why, from what to what.</translation>
    </message>
    <message>
        <source>When more have expired, none is disabled and the run fails.</source>
        <translation>When more have expired, none is disabled and the run fails.</translation>
    </message>
    <message>
        <source>When the service did not run at the time.</source>
        <translation>When the service did not run at the time.</translation>
    </message>
    <message>
        <source>accounts</source>
        <translation>accounts</translation>
    </message>
    <message>
        <source>days</source>
        <translation>days</translation>
    </message>
    <message>
        <source>delete old batches</source>
        <translation>delete old batches</translation>
    </message>
    <message>
        <source>disable expired accounts</source>
        <translation>disable expired accounts</translation>
    </message>
    <message>
        <source>done</source>
        <translation>done</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrupted</translation>
    </message>
    <message>
        <source>its time</source>
        <translation>its time</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>made up for</source>
        <translation>made up for</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>missed</translation>
    </message>
    <message>
        <source>report of servers</source>
        <translation>report of servers</translation>
    </message>
    <message>
        <source>Answers after (ms)</source>
        <translation>Answers after (ms)</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disk</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>Memory in use</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Usage</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>Quotas</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Over time</translation>
    </message>
    <message>
        <source>0: as many as come.</source>
        <translation>0: as many as come.</translation>
    </message>
    <message>
        <source>A domain of old</source>
        <translation>A domain of old</translation>
    </message>
    <message>
        <source>A keytab for Samba</source>
        <translation>A keytab for Samba</translation>
    </message>
    <message>
        <source>A number, and classes behind it as in “1 auth:5”.</source>
        <translation>A number, and classes behind it as in “1 auth:5”.</translation>
    </message>
    <message>
        <source>Account of guests</source>
        <translation>Account of guests</translation>
    </message>
    <message>
        <source>Active Directory</source>
        <translation>Active Directory</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Addresses</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Always</translation>
    </message>
    <message>
        <source>Answers are kept for</source>
        <translation>Answers are kept for</translation>
    </message>
    <message>
        <source>As security says</source>
        <translation>As security says</translation>
    </message>
    <message>
        <source>As the role says</source>
        <translation>As the role says</translation>
    </message>
    <message>
        <source>BSD</source>
        <translation>BSD</translation>
    </message>
    <message>
        <source>Between domain and name</source>
        <translation>Between domain and name</translation>
    </message>
    <message>
        <source>CUPS</source>
        <translation>CUPS</translation>
    </message>
    <message>
        <source>CUPS server</source>
        <translation>CUPS server</translation>
    </message>
    <message>
        <source>Configuration in smb.conf …</source>
        <translation>Configuration in smb.conf …</translation>
    </message>
    <message>
        <source>Configuration in the registry …</source>
        <translation>Configuration in the registry …</translation>
    </message>
    <message>
        <source>Domain (workgroup)</source>
        <translation>Domain (workgroup)</translation>
    </message>
    <message>
        <source>Domain controller</source>
        <translation>Domain controller</translation>
    </message>
    <message>
        <source>File of other names</source>
        <translation>File of other names</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>Further names</translation>
    </message>
    <message>
        <source>How much is logged</source>
        <translation>How much is logged</translation>
    </message>
    <message>
        <source>Idle connections end after</source>
        <translation>Idle connections end after</translation>
    </message>
    <message>
        <source>In smb.conf</source>
        <translation>In smb.conf</translation>
    </message>
    <message>
        <source>In the registry</source>
        <translation>In the registry</translation>
    </message>
    <message>
        <source>It is changed by a new set-up, not here alone.</source>
        <translation>It is changed by a new set-up, not here alone.</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>KB</translation>
    </message>
    <message>
        <source>Keys for Kerberos</source>
        <translation>Keys for Kerberos</translation>
    </message>
    <message>
        <source>LPRng</source>
        <translation>LPRng</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>List all groups</source>
        <translation>List all groups</translation>
    </message>
    <message>
        <source>List all people</source>
        <translation>List all people</translation>
    </message>
    <message>
        <source>List of printers</source>
        <translation>List of printers</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Log file</translation>
    </message>
    <message>
        <source>Logging</source>
        <translation>Logging</translation>
    </message>
    <message>
        <source>Looks for dead clients every</source>
        <translation>Looks for dead clients every</translation>
    </message>
    <message>
        <source>Member of a domain</source>
        <translation>Member of a domain</translation>
    </message>
    <message>
        <source>Modules for all shares (vfs objects)</source>
        <translation>Modules for all shares (vfs objects)</translation>
    </message>
    <message>
        <source>NTLM</source>
        <translation>NTLM</translation>
    </message>
    <message>
        <source>Name and role</source>
        <translation>Name and role</translation>
    </message>
    <message>
        <source>Names of interfaces or addresses, apart by blanks; empty: all.</source>
        <translation>Names of interfaces or addresses, apart by blanks; empty: all.</translation>
    </message>
    <message>
        <source>Names without the domain</source>
        <translation>Names without the domain</translation>
    </message>
    <message>
        <source>NetBIOS name</source>
        <translation>NetBIOS name</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Newest protocol</source>
        <translation>Newest protocol</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>Numbers are kept for</source>
        <translation>Numbers are kept for</translation>
    </message>
    <message>
        <source>Numbers of people, and options of modules</source>
        <translation>Numbers of people, and options of modules</translation>
    </message>
    <message>
        <source>Older clients are turned away.</source>
        <translation>Older clients are turned away.</translation>
    </message>
    <message>
        <source>Oldest protocol</source>
        <translation>Oldest protocol</translation>
    </message>
    <message>
        <source>Open files at most</source>
        <translation>Open files at most</translation>
    </message>
    <message>
        <source>Options of sockets</source>
        <translation>Options of sockets</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Performance</translation>
    </message>
    <message>
        <source>Print system</source>
        <translation>Print system</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Protocol and encryption</source>
        <translation>Protocol and encryption</translation>
    </message>
    <message>
        <source>Read in the background from</source>
        <translation>Read in the background from</translation>
    </message>
    <message>
        <source>Renew tickets</source>
        <translation>Renew tickets</translation>
    </message>
    <message>
        <source>Run after a crash</source>
        <translation>Run after a crash</translation>
    </message>
    <message>
        <source>Samba's own</source>
        <translation>Samba's own</translation>
    </message>
    <message>
        <source>Samba's own, and the keytab</source>
        <translation>Samba's own, and the keytab</translation>
    </message>
    <message>
        <source>Send files from the kernel</source>
        <translation>Send files from the kernel</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Several connections for one session</source>
        <translation>Several connections for one session</translation>
    </message>
    <message>
        <source>Share all printers</source>
        <translation>Share all printers</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Sign in without a controller</source>
        <translation>Sign in without a controller</translation>
    </message>
    <message>
        <source>Size of a log file</source>
        <translation>Size of a log file</translation>
    </message>
    <message>
        <source>Standalone server</source>
        <translation>Standalone server</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>Stands in</translation>
    </message>
    <message>
        <source>System V</source>
        <translation>System V</translation>
    </message>
    <message>
        <source>The system's keytab</source>
        <translation>The system's keytab</translation>
    </message>
    <message>
        <source>These addresses only</source>
        <translation>These addresses only</translation>
    </message>
    <message>
        <source>These lines stand in</source>
        <translation>These lines stand in</translation>
    </message>
    <message>
        <source>This server</source>
        <translation>This server</translation>
    </message>
    <message>
        <source>Unknown people</source>
        <translation>Unknown people</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Version 1 as well</source>
        <translation>Version 1 as well</translation>
    </message>
    <message>
        <source>Version 2 only</source>
        <translation>Version 2 only</translation>
    </message>
    <message>
        <source>Version 2, and MSCHAPv2</source>
        <translation>Version 2, and MSCHAPv2</translation>
    </message>
    <message>
        <source>When the server answers nobody any more, the former configuration comes back.</source>
        <translation>When the server answers nobody any more, the former configuration comes back.</translation>
    </message>
    <message>
        <source>Where smcd runs on the server, each parameter of [global] that is set stands here, with its place: smb.conf or the registry.</source>
        <translation>Where smcd runs on the server, each parameter of [global] that is set stands here, with its place: smb.conf or the registry.</translation>
    </message>
    <message>
        <source>Where the client asks</source>
        <translation>Where the client asks</translation>
    </message>
    <message>
        <source>Where the client can</source>
        <translation>Where the client can</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Where to</translation>
    </message>
    <message>
        <source>Who becomes a guest</source>
        <translation>Who becomes a guest</translation>
    </message>
    <message>
        <source>Who checks passwords</source>
        <translation>Who checks passwords</translation>
    </message>
    <message>
        <source>Who has a wrong password</source>
        <translation>Who has a wrong password</translation>
    </message>
    <message>
        <source>Who has no account here</source>
        <translation>Who has no account here</translation>
    </message>
    <message>
        <source>Winbind and numbers</source>
        <translation>Winbind and numbers</translation>
    </message>
    <message>
        <source>Without Windows' print service</source>
        <translation>Without Windows' print service</translation>
    </message>
    <message>
        <source>Write in the background from</source>
        <translation>Write in the background from</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>bytes</translation>
    </message>
    <message>
        <source>file, systemd, syslog, apart by blanks.</source>
        <translation>file, systemd, syslog, apart by blanks.</translation>
    </message>
    <message>
        <source>idmap config DOMAIN : range = 100000-999999</source>
        <translation>idmap config DOMAIN : range = 100000-999999</translation>
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
        <translation>the registry</translation>
    </message>
    <message>
        <source>Configuration of {server} in {place}</source>
        <translation>Configuration of {server} in {place}</translation>
    </message>
    <message>
        <source>Never (SMB 1 only)</source>
        <translation>Never (SMB 1 only)</translation>
    </message>
    <message>
        <source>Samba's own (default)</source>
        <translation>Samba's own (default)</translation>
    </message>
    <message>
        <source>Where the client asks (default)</source>
        <translation>Where the client asks (default)</translation>
    </message>
    <message>
        <source>Cluster node</source>
        <translation>Cluster node</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Bring it back</translation>
    </message>
    <message>
        <source>Bytes here and in the store</source>
        <translation>Bytes here and in the store</translation>
    </message>
    <message>
        <source>Bytes in the store</source>
        <translation>Bytes in the store</translation>
    </message>
    <message>
        <source>Bytes in the store alone</source>
        <translation>Bytes in the store alone</translation>
    </message>
    <message>
        <source>CloudVFS</source>
        <translation>CloudVFS</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Failed attempts</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Failures</translation>
    </message>
    <message>
        <source>Files here and in the store</source>
        <translation>Files here and in the store</translation>
    </message>
    <message>
        <source>Files in the store alone</source>
        <translation>Files in the store alone</translation>
    </message>
    <message>
        <source>Files of {share} that wait: {dirty}.</source>
        <translation>Files of {share} that wait: {dirty}.</translation>
    </message>
    <message>
        <source>Files to be copied</source>
        <translation>Files to be copied</translation>
    </message>
    <message>
        <source>Free its space here</source>
        <translation>Free its space here</translation>
    </message>
    <message>
        <source>Go on copying</source>
        <translation>Go on copying</translation>
    </message>
    <message>
        <source>Has waited</source>
        <translation>Has waited</translation>
    </message>
    <message>
        <source>Here and in the store</source>
        <translation>Here and in the store</translation>
    </message>
    <message>
        <source>In the store alone</source>
        <translation>In the store alone</translation>
    </message>
    <message>
        <source>It may leave the disk</source>
        <translation>It may leave the disk</translation>
    </message>
    <message>
        <source>Keep it here</source>
        <translation>Keep it here</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Last failure</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Last success</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Longest wait</translation>
    </message>
    <message>
        <source>Longest wait in seconds</source>
        <translation>Longest wait in seconds</translation>
    </message>
    <message>
        <source>Missing here</source>
        <translation>Missing here</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>Nothing more is copied from this share until somebody lets it go on. What is written meanwhile is only here.</source>
        <translation>Nothing more is copied from this share until somebody lets it go on. What is written meanwhile is only here.</translation>
    </message>
    <message>
        <source>Nothing of {share} waits now.</source>
        <translation>Nothing of {share} waits now.</translation>
    </message>
    <message>
        <source>Nothing waits: the store has everything as it is here.</source>
        <translation>Nothing waits: the store has everything as it is here.</translation>
    </message>
    <message>
        <source>Objects to be removed</source>
        <translation>Objects to be removed</translation>
    </message>
    <message>
        <source>Path in the share</source>
        <translation>Path in the share</translation>
    </message>
    <message>
        <source>Pause copying</source>
        <translation>Pause copying</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Problem since</source>
        <translation>Problem since</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>Shares in the cloud</source>
        <translation>Shares in the cloud</translation>
    </message>
    <message>
        <source>Stays here</source>
        <translation>Stays here</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Stores</translation>
    </message>
    <message>
        <source>The stores of this server's shares stand here, and whether they answer.</source>
        <translation>The stores of this server's shares stand here, and whether they answer.</translation>
    </message>
    <message>
        <source>To be copied</source>
        <translation>To be copied</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>Waiting since</translation>
    </message>
    <message>
        <source>What lies in the folder of the share stands here, and where its content is.</source>
        <translation>What lies in the folder of the share stands here, and where its content is.</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>backup</translation>
    </message>
    <message>
        <source>being changed</source>
        <translation>being changed</translation>
    </message>
    <message>
        <source>being copied</source>
        <translation>being copied</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>does not answer</translation>
    </message>
    <message>
        <source>has a problem</source>
        <translation>has a problem</translation>
    </message>
    <message>
        <source>here and in the store</source>
        <translation>here and in the store</translation>
    </message>
    <message>
        <source>in the store alone</source>
        <translation>in the store alone</translation>
    </message>
    <message>
        <source>leaves the disk</source>
        <translation>leaves the disk</translation>
    </message>
    <message>
        <source>missing here</source>
        <translation>missing here</translation>
    </message>
    <message>
        <source>nobody copies it</source>
        <translation>nobody copies it</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>not asked yet</translation>
    </message>
    <message>
        <source>not in the store</source>
        <translation>not in the store</translation>
    </message>
    <message>
        <source>one object per file</source>
        <translation>one object per file</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>pinned</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>tier</translation>
    </message>
    <message>
        <source>to be copied</source>
        <translation>to be copied</translation>
    </message>
    <message>
        <source>up to date or copying</source>
        <translation>up to date or copying</translation>
    </message>
    <message>
        <source>Faults found</source>
        <translation>Faults found</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Last check</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>Behind since</source>
        <translation>Behind since</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Mirror</translation>
    </message>
    <message>
        <source>To heal</source>
        <translation>To heal</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandwidth</translation>
    </message>
    <message>
        <source>KiB per second from the store</source>
        <translation>KiB per second from the store</translation>
    </message>
    <message>
        <source>KiB per second to the store</source>
        <translation>KiB per second to the store</translation>
    </message>
    <message>
        <source>Kept out of the store</source>
        <translation>Kept out of the store</translation>
    </message>
    <message>
        <source>kept out of the store</source>
        <translation>kept out of the store</translation>
    </message>
    <message>
        <source>By</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Check files and store</source>
        <translation>Check files and store</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Faults</translation>
    </message>
    <message>
        <source>File or object</source>
        <translation>File or object</translation>
    </message>
    <message>
        <source>Files, disk and store are compared, and as much of the content as is configured is read from the store. Nothing is changed. What is found stands under Faults.</source>
        <translation>Files, disk and store are compared, and as much of the content as is configured is read from the store. Nothing is changed. What is found stands under Faults.</translation>
    </message>
    <message>
        <source>From it in a second</source>
        <translation>From it in a second</translation>
    </message>
    <message>
        <source>From it, as configured</source>
        <translation>From it, as configured</translation>
    </message>
    <message>
        <source>How much may go to the stores of this server and come from them stands here.</source>
        <translation>How much may go to the stores of this server and come from them stands here.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Limits of stores</source>
        <translation>Limits of stores</translation>
    </message>
    <message>
        <source>Look at the folder anew</source>
        <translation>Look at the folder anew</translation>
    </message>
    <message>
        <source>Schedule and configuration count again</source>
        <translation>Schedule and configuration count again</translation>
    </message>
    <message>
        <source>The last check found nothing, or there was none yet.</source>
        <translation>The last check found nothing, or there was none yet.</translation>
    </message>
    <message>
        <source>To it in a second</source>
        <translation>To it in a second</translation>
    </message>
    <message>
        <source>To it, as configured</source>
        <translation>To it, as configured</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Version of</source>
        <translation>Version of</translation>
    </message>
    <message>
        <source>a log of the store</source>
        <translation>a log of the store</translation>
    </message>
    <message>
        <source>a pack of the store</source>
        <translation>a pack of the store</translation>
    </message>
    <message>
        <source>a version of it</source>
        <translation>a version of it</translation>
    </message>
    <message>
        <source>an object of the store</source>
        <translation>an object of the store</translation>
    </message>
    <message>
        <source>can be repaired</source>
        <translation>can be repaired</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>configuration</translation>
    </message>
    <message>
        <source>hand</source>
        <translation>hand</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>lost</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>repaired</source>
        <translation>repaired</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>schedule</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>the folder</translation>
    </message>
    <message>
        <source>what the store has of it</source>
        <translation>what the store has of it</translation>
    </message>
    <message>
        <source>2026-11-27T14:30, in the time of the server, or how long ago: 6h; empty: as it is in the store.</source>
        <translation>2026-11-27T14:30, in the time of the server, or how long ago: 6h; empty: as it is in the store.</translation>
    </message>
    <message>
        <source>2M, say; 0: as many as there are; empty: as it is.</source>
        <translation>2M, say; 0: as many as there are; empty: as it is.</translation>
    </message>
    <message>
        <source>2h, say; empty: until it is released.</source>
        <translation>2h, say; empty: until it is released.</translation>
    </message>
    <message>
        <source>A period is a number with s, m, h or d.</source>
        <translation>A period is a number with s, m, h or d.</translation>
    </message>
    <message>
        <source>A time is like 2026-11-27T14:30, or 6h ago.</source>
        <translation>A time is like 2026-11-27T14:30, or 6h ago.</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>As it was</translation>
    </message>
    <message>
        <source>As reports/2026; empty: all of the share. What is there instead becomes a version of its own.</source>
        <translation>As reports/2026; empty: all of the share. What is there instead becomes a version of its own.</translation>
    </message>
    <message>
        <source>Bytes a second from it</source>
        <translation>Bytes a second from it</translation>
    </message>
    <message>
        <source>Bytes a second to it</source>
        <translation>Bytes a second to it</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>File or folder</translation>
    </message>
    <message>
        <source>For so long</source>
        <translation>For so long</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Limit by hand</source>
        <translation>Limit by hand</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>In the store since</source>
        <translation>In the store since</translation>
    </message>
    <message>
        <source>Join to a cloud</source>
        <translation>Join to a cloud</translation>
    </message>
    <message>
        <source>One object per file: the share is the bucket, which nobody else has. Backup: with versions, and everything stays here. Tier: with versions, and what is cold leaves the disk.</source>
        <translation>One object per file: the share is the bucket, which nobody else has. Backup: with versions, and everything stays here. Tier: with versions, and what is cold leaves the disk.</translation>
    </message>
    <message>
        <source>One of those that cloudvfs.conf of the server names.</source>
        <translation>One of those that cloudvfs.conf of the server names.</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>Restore this version</translation>
    </message>
    <message>
        <source>The file comes back into the share as it was then. What is there instead becomes a version of its own.</source>
        <translation>The file comes back into the share as it was then. What is there instead becomes a version of its own.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>What it is</translation>
    </message>
    <message>
        <source>file</source>
        <translation>file</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>removed</translation>
    </message>
</context>
<context>
    <name>smc::charts::ChartsPage</name>
    <message>
        <source>Hour</source>
        <translation>Hour</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>Save as PNG …</source>
        <translation>Save as PNG …</translation>
    </message>
    <message>
        <source>Save as CSV …</source>
        <translation>Save as CSV …</translation>
    </message>
    <message>
        <source>PNG files (*.png)</source>
        <translation>PNG files (*.png)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV files (*.csv)</translation>
    </message>
    <message>
        <source>Nothing was collected in this time.</source>
        <translation>Nothing was collected in this time.</translation>
    </message>
</context>
<context>
    <name>smc::charts::LineChart</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::data::NetworkCall</name>
    <message>
        <source>The service did not answer in time; whether the change was made is not known.</source>
        <translation>The service did not answer in time; whether the change was made is not known.</translation>
    </message>
    <message>
        <source>The service did not answer in time.</source>
        <translation>The service did not answer in time.</translation>
    </message>
    <message>
        <source>Read the object again before you repeat the change.</source>
        <translation>Read the object again before you repeat the change.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Try again.</translation>
    </message>
</context>
<context>
    <name>smc::data::NetworkWords</name>
    <message>
        <source>The connection broke before the service answered; whether the change was made is not known.</source>
        <translation>The connection broke before the service answered; whether the change was made is not known.</translation>
    </message>
    <message>
        <source>Read the object again before you repeat the change.</source>
        <translation>Read the object again before you repeat the change.</translation>
    </message>
    <message>
        <source>The connection to the service broke.</source>
        <translation>The connection to the service broke.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Try again.</translation>
    </message>
    <message>
        <source>%1 refuses the connection.</source>
        <translation>%1 refuses the connection.</translation>
    </message>
    <message>
        <source>Check that the service runs there, and the port.</source>
        <translation>Check that the service runs there, and the port.</translation>
    </message>
    <message>
        <source>The name %1 is not known.</source>
        <translation>The name %1 is not known.</translation>
    </message>
    <message>
        <source>Check the address of the service.</source>
        <translation>Check the address of the service.</translation>
    </message>
    <message>
        <source>No trusted connection to %1 could be made.</source>
        <translation>No trusted connection to %1 could be made.</translation>
    </message>
    <message>
        <source>Check the service's certificate.</source>
        <translation>Check the service's certificate.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 did not answer in time.</translation>
    </message>
    <message>
        <source>The request was withdrawn.</source>
        <translation>The request was withdrawn.</translation>
    </message>
    <message>
        <source>%1 is no address of a service.</source>
        <translation>%1 is no address of a service.</translation>
    </message>
    <message>
        <source>An address begins with https://</source>
        <translation>An address begins with https://</translation>
    </message>
    <message>
        <source>%1 could not be asked.</source>
        <translation>%1 could not be asked.</translation>
    </message>
    <message>
        <source>Check that it is a service of this kind, and that the network works.</source>
        <translation>Check that it is a service of this kind, and that the network works.</translation>
    </message>
    <message>
        <source>The server answered %1 without saying why.</source>
        <translation>The server answered %1 without saying why.</translation>
    </message>
    <message>
        <source>Check that the address is that of the service, and not of something in front of it.</source>
        <translation>Check that the address is that of the service, and not of something in front of it.</translation>
    </message>
</context>
<context>
    <name>smc::data::RemoteDataSource</name>
    <message>
        <source>No service is named.</source>
        <translation>No service is named.</translation>
    </message>
    <message>
        <source>%1 is no address of a service.</source>
        <translation>%1 is no address of a service.</translation>
    </message>
    <message>
        <source>An address looks like https://smc.example.com:8443</source>
        <translation>An address looks like https://smc.example.com:8443</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the one trusted before.</source>
        <translation>The certificate of %1 is not the one trusted before.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>The certificate of %1 is not trusted.</translation>
    </message>
    <message>
        <source>Somebody may be in between: ask the administrator of the service.</source>
        <translation>Somebody may be in between: ask the administrator of the service.</translation>
    </message>
    <message>
        <source>Compare its fingerprint with the one the service printed at its start, or name its authority.</source>
        <translation>Compare its fingerprint with the one the service printed at its start, or name its authority.</translation>
    </message>
    <message>
        <source>Name a PEM file of certificate authorities.</source>
        <translation>Name a PEM file of certificate authorities.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 cannot be read: %2.</translation>
    </message>
    <message>
        <source>%1 holds no certificate.</source>
        <translation>%1 holds no certificate.</translation>
    </message>
    <message>
        <source>Signing in by Kerberos is not available here.</source>
        <translation>Signing in by Kerberos is not available here.</translation>
    </message>
    <message>
        <source>Sign in with your password.</source>
        <translation>Sign in with your password.</translation>
    </message>
</context>
<context>
    <name>smc::models::AccessText</name>
    <message>
        <source>this folder</source>
        <translation>this folder</translation>
    </message>
    <message>
        <source>subfolders</source>
        <translation>subfolders</translation>
    </message>
    <message>
        <source>files</source>
        <translation>files</translation>
    </message>
    <message>
        <source> (one level)</source>
        <translation> (one level)</translation>
    </message>
    <message>
        <source>Read and list</source>
        <translation>Read and list</translation>
    </message>
    <message>
        <source>Write, make files</source>
        <translation>Write, make files</translation>
    </message>
    <message>
        <source>Append, make folders</source>
        <translation>Append, make folders</translation>
    </message>
    <message>
        <source>Execute, pass through</source>
        <translation>Execute, pass through</translation>
    </message>
    <message>
        <source>Read extended attributes</source>
        <translation>Read extended attributes</translation>
    </message>
    <message>
        <source>Write extended attributes</source>
        <translation>Write extended attributes</translation>
    </message>
    <message>
        <source>Read attributes</source>
        <translation>Read attributes</translation>
    </message>
    <message>
        <source>Write attributes</source>
        <translation>Write attributes</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Delete it</translation>
    </message>
    <message>
        <source>Delete what is in it</source>
        <translation>Delete what is in it</translation>
    </message>
    <message>
        <source>See this list</source>
        <translation>See this list</translation>
    </message>
    <message>
        <source>Change this list</source>
        <translation>Change this list</translation>
    </message>
    <message>
        <source>Take ownership</source>
        <translation>Take ownership</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Synchronise</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>Full control</source>
        <translation>Full control</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>Special</translation>
    </message>
</context>
<context>
    <name>smc::models::Format</name>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
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
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>yesterday</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>disabled</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expired</translation>
    </message>
    <message>
        <source>Built-in group</source>
        <translation>Built-in group</translation>
    </message>
    <message>
        <source>Global security group</source>
        <translation>Global security group</translation>
    </message>
    <message>
        <source>Global mail list</source>
        <translation>Global mail list</translation>
    </message>
    <message>
        <source>Domain-local security group</source>
        <translation>Domain-local security group</translation>
    </message>
    <message>
        <source>Domain-local mail list</source>
        <translation>Domain-local mail list</translation>
    </message>
    <message>
        <source>Universal security group</source>
        <translation>Universal security group</translation>
    </message>
    <message>
        <source>Universal mail list</source>
        <translation>Universal mail list</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>Workstation</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Organisational unit</source>
        <translation>Organisational unit</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Managed by</source>
        <translation>Managed by</translation>
    </message>
    <message>
        <source>Member of</source>
        <translation>Member of</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Password set</source>
        <translation>Password set</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Last sign-in</translation>
    </message>
    <message>
        <source>Account expires</source>
        <translation>Account expires</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Host name</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>Operating system</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Street</translation>
    </message>
    <message>
        <source>City</source>
        <translation>City</translation>
    </message>
    <message>
        <source>State or province</source>
        <translation>State or province</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postal code</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Sign-in name</translation>
    </message>
    <message>
        <source>Distinguished name</source>
        <translation>Distinguished name</translation>
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
        <translation>%1 d %2 h</translation>
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
        <translation>all day</translation>
    </message>
    <message>
        <source>always</source>
        <translation>always</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
</context>
<context>
    <name>smc::models::RecordTableModel</name>
    <message>
        <source>%1 (%2). Click to sort.</source>
        <translation>%1 (%2). Click to sort.</translation>
    </message>
    <message>
        <source>%1: the last day, and what it was at last</source>
        <translation>%1: the last day, and what it was at last</translation>
    </message>
</context>
<context>
    <name>smc::models::TreeModel</name>
    <message>
        <source>Saved searches</source>
        <translation>Saved searches</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n object(s)</source>
        <translation>
            <numerusform>%1, %n object</numerusform>
            <numerusform>%1, %n objects</numerusform>
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
        <translation>This computer has no Kerberos.</translation>
    </message>
    <message>
        <source>Sign in with your password.</source>
        <translation>Sign in with your password.</translation>
    </message>
    <message>
        <source>The Kerberos ticket has expired.</source>
        <translation>The Kerberos ticket has expired.</translation>
    </message>
    <message>
        <source>There is no Kerberos ticket.</source>
        <translation>There is no Kerberos ticket.</translation>
    </message>
    <message>
        <source>Get one with kinit, or sign in with your password.</source>
        <translation>Get one with kinit, or sign in with your password.</translation>
    </message>
    <message>
        <source>The realm gives no ticket for %1.</source>
        <translation>The realm gives no ticket for %1.</translation>
    </message>
    <message>
        <source>Name the service as the realm does, or sign in with your password.</source>
        <translation>Name the service as the realm does, or sign in with your password.</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::Columns</name>
    <message>
        <source>First name</source>
        <translation>First name</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Last name</translation>
    </message>
    <message>
        <source>Full name, to take apart</source>
        <translation>Full name, to take apart</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Display name</translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation>Name of the object</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Initials</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Account name</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Sign-in name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobile</translation>
    </message>
    <message>
        <source>Home telephone</source>
        <translation>Home telephone</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>Fax</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Job title</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Street</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postal code</translation>
    </message>
    <message>
        <source>City</source>
        <translation>City</translation>
    </message>
    <message>
        <source>State or province</source>
        <translation>State or province</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>Country code</source>
        <translation>Country code</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>Employee number</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Groups, apart by ;</source>
        <translation>Groups, apart by ;</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>Home folder</translation>
    </message>
    <message>
        <source>Home drive</source>
        <translation>Home drive</translation>
    </message>
    <message>
        <source>Profile path</source>
        <translation>Profile path</translation>
    </message>
    <message>
        <source>Sign-in script</source>
        <translation>Sign-in script</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::ColumnsPage</name>
    <message>
        <source>The first line holds &amp;headings</source>
        <translation>The first line holds &amp;headings</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Separator</translation>
    </message>
    <message>
        <source>Separator: found out</source>
        <translation>Separator: found out</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Comma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semicolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encoding</translation>
    </message>
    <message>
        <source>Encoding: found out</source>
        <translation>Encoding: found out</translation>
    </message>
    <message>
        <source>Another &amp;file…</source>
        <translation>Another &amp;file…</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Columns of the file</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Column of the file</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Becomes</translation>
    </message>
    <message>
        <source>People from a file</source>
        <translation>People from a file</translation>
    </message>
    <message>
        <source>CSV (*.csv *.txt *.tsv)</source>
        <translation>CSV (*.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>Choose a CSV file with one person to a line.</source>
        <translation>Choose a CSV file with one person to a line.</translation>
    </message>
    <message>
        <source>What %1 becomes</source>
        <translation>What %1 becomes</translation>
    </message>
    <message>
        <source>– left out –</source>
        <translation>– left out –</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s). Columns that are left out are not written.</source>
        <translation>
            <numerusform>%n row. Columns that is left out is not written.</numerusform>
            <numerusform>%n rows. Columns that are left out are not written.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no people in the file.</source>
        <translation>There are no people in the file.</translation>
    </message>
    <message>
        <source>Two columns become “%1”.</source>
        <translation>Two columns become “%1”.</translation>
    </message>
    <message>
        <source>Say which column holds the last name.</source>
        <translation>Say which column holds the last name.</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::CsvTable</name>
    <message>
        <source>A quotation mark in the file does not end.</source>
        <translation>A quotation mark in the file does not end.</translation>
    </message>
    <message>
        <source>Save it again from the spreadsheet as CSV.</source>
        <translation>Save it again from the spreadsheet as CSV.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>The file is empty.</translation>
    </message>
    <message>
        <source>The file has more than 20,000 rows.</source>
        <translation>The file has more than 20,000 rows.</translation>
    </message>
    <message>
        <source>Split it into several.</source>
        <translation>Split it into several.</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Column %1</translation>
    </message>
    <message>
        <source>The file can't be read: %1</source>
        <translation>The file can't be read: %1</translation>
    </message>
    <message>
        <source>The file is larger than 64 MB.</source>
        <translation>The file is larger than 64 MB.</translation>
    </message>
    <message>
        <source>The file holds no text.</source>
        <translation>The file holds no text.</translation>
    </message>
    <message>
        <source>Choose a CSV file, as a spreadsheet saves it.</source>
        <translation>Choose a CSV file, as a spreadsheet saves it.</translation>
    </message>
    <message>
        <source>A line has more than 256 columns.</source>
        <translation>A line has more than 256 columns.</translation>
    </message>
    <message>
        <source>Choose another separator, or another file.</source>
        <translation>Choose another separator, or another file.</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::DirectoryCheck</name>
    <message>
        <source>Asking the directory for names…</source>
        <translation>Asking the directory for names…</translation>
    </message>
    <message>
        <source>Trying each row, without writing…</source>
        <translation>Trying each row, without writing…</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::Plan</name>
    <message>
        <source>left out</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>the same as line %1</source>
        <translation>the same as line %1</translation>
    </message>
    <message>
        <source>employee number %1 stands in line %2, too</source>
        <translation>employee number %1 stands in line %2, too</translation>
    </message>
    <message>
        <source>no surname</source>
        <translation>no surname</translation>
    </message>
    <message>
        <source>the name has more than 64 characters</source>
        <translation>the name has more than 64 characters</translation>
    </message>
    <message>
        <source>the account name holds %1</source>
        <translation>the account name holds %1</translation>
    </message>
    <message>
        <source>the account name has more than 20 characters</source>
        <translation>the account name has more than 20 characters</translation>
    </message>
    <message>
        <source>%1 exists already</source>
        <translation>%1 exists already</translation>
    </message>
    <message>
        <source>%1 stands in this file, too: made %2</source>
        <translation>%1 stands in this file, too: made %2</translation>
    </message>
    <message>
        <source>%1 exists: made %2</source>
        <translation>%1 exists: made %2</translation>
    </message>
    <message>
        <source>no account name comes out of the rule: type one</source>
        <translation>no account name comes out of the rule: type one</translation>
    </message>
    <message>
        <source>no Latin letters for %1: type an account name</source>
        <translation>no Latin letters for %1: type an account name</translation>
    </message>
    <message>
        <source>transliterated</source>
        <translation>transliterated</translation>
    </message>
    <message>
        <source>an object named %1 lies here already</source>
        <translation>an object named %1 lies here already</translation>
    </message>
    <message>
        <source>%1 lies here already: named %2</source>
        <translation>%1 lies here already: named %2</translation>
    </message>
    <message>
        <source>%1 stands in this file, too: named %2</source>
        <translation>%1 stands in this file, too: named %2</translation>
    </message>
    <message>
        <source>the sign-in name %1 is taken</source>
        <translation>the sign-in name %1 is taken</translation>
    </message>
    <message>
        <source>%1 is no mail address</source>
        <translation>%1 is no mail address</translation>
    </message>
    <message>
        <source>there is no group %1</source>
        <translation>there is no group %1</translation>
    </message>
    <message>
        <source>there is nobody called %1 (manager)</source>
        <translation>there is nobody called %1 (manager)</translation>
    </message>
    <message>
        <source>no password</source>
        <translation>no password</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::PlanModel</name>
    <message>
        <source>created</source>
        <translation>created</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::ProvisioningWindow</name>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>with the &amp;passwords</source>
        <translation>with the &amp;passwords</translation>
    </message>
    <message>
        <source>◂ &amp;Back</source>
        <translation>◂ &amp;Back</translation>
    </message>
    <message>
        <source>Re&amp;try the failed</source>
        <translation>Re&amp;try the failed</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xport…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>&amp;1 Columns</source>
        <translation>&amp;1 Columns</translation>
    </message>
    <message>
        <source>&amp;2 Rules</source>
        <translation>&amp;2 Rules</translation>
    </message>
    <message>
        <source>&amp;3 Check</source>
        <translation>&amp;3 Check</translation>
    </message>
    <message>
        <source>&amp;4 Run</source>
        <translation>&amp;4 Run</translation>
    </message>
    <message>
        <source>The file then holds every generated password in clear. Only you may read it.</source>
        <translation>The file then holds every generated password in clear. Only you may read it.</translation>
    </message>
    <message>
        <source>Export the rows</source>
        <translation>Export the rows</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>%1 of %2, %3 failed</source>
        <translation>%1 of %2, %3 failed</translation>
    </message>
    <message>
        <source>Rows to show</source>
        <translation>Rows to show</translation>
    </message>
    <message>
        <source>show: all</source>
        <translation>show: all</translation>
    </message>
    <message>
        <source>show: ready</source>
        <translation>show: ready</translation>
    </message>
    <message>
        <source>show: to decide</source>
        <translation>show: to decide</translation>
    </message>
    <message>
        <source>show: cannot</source>
        <translation>show: cannot</translation>
    </message>
    <message>
        <source>show: failed</source>
        <translation>show: failed</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>Rows of the file</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>&amp;Leave out</translation>
    </message>
    <message>
        <source>Takes the selected rows out of the run, or in again</source>
        <translation>Takes the selected rows out of the run, or in again</translation>
    </message>
    <message>
        <source>Handing over to the service…</source>
        <translation>Handing over to the service…</translation>
    </message>
    <message>
        <source>New people in %1</source>
        <translation>New people in %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n row(s)</source>
        <translation>
            <numerusform>%1, %n row</numerusform>
            <numerusform>%1, %n rows</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Run ▸</source>
        <translation>&amp;Run ▸</translation>
    </message>
    <message>
        <source>&amp;Next ▸</source>
        <translation>&amp;Next ▸</translation>
    </message>
    <message>
        <source>✓ %1 ready    ⚠ %2 to decide    ✗ %3 cannot</source>
        <translation>✓ %1 ready    ⚠ %2 to decide    ✗ %3 cannot</translation>
    </message>
    <message>
        <source>Will happen: %1, %2, no deletion.</source>
        <translation>Will happen: %1, %2, no deletion.</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n membership(s)</source>
        <translation>
            <numerusform>%n membership</numerusform>
            <numerusform>%n memberships</numerusform>
        </translation>
    </message>
    <message>
        <source>The job goes on when this window is closed.</source>
        <translation>The job goes on when this window is closed.</translation>
    </message>
    <message>
        <source>Edit what failed, then try again.</source>
        <translation>Edit what failed, then try again.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Done.</translation>
    </message>
    <message>
        <source>The file can't be kept from others: %1</source>
        <translation>The file can't be kept from others: %1</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Sign-in name</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>created</source>
        <translation>created</translation>
    </message>
    <message>
        <source>Rows exported with passwords to %1</source>
        <translation>Rows exported with passwords to %1</translation>
    </message>
    <message>
        <source>Rows exported to %1</source>
        <translation>Rows exported to %1</translation>
    </message>
    <message>
        <source>New people in %1: the job goes on</source>
        <translation>New people in %1: the job goes on</translation>
    </message>
    <message>
        <source>✓ %1 created</source>
        <translation>✓ %1 created</translation>
    </message>
    <message>
        <source>✗ %1 failed</source>
        <translation>✗ %1 failed</translation>
    </message>
    <message>
        <source>… %1 waiting</source>
        <translation>… %1 waiting</translation>
    </message>
</context>
<context>
    <name>smc::provisioning::RulesPage</name>
    <message>
        <source>Write ä, ö, ü as ae, oe, &amp;ue</source>
        <translation>Write ä, ö, ü as ae, oe, &amp;ue</translation>
    </message>
    <message>
        <source>&amp;Generated, one for each</source>
        <translation>&amp;Generated, one for each</translation>
    </message>
    <message>
        <source>From the &amp;column of the file</source>
        <translation>From the &amp;column of the file</translation>
    </message>
    <message>
        <source>&amp;None: the accounts stay disabled</source>
        <translation>&amp;None: the accounts stay disabled</translation>
    </message>
    <message>
        <source>Must change it at the first &amp;sign-in</source>
        <translation>Must change it at the first &amp;sign-in</translation>
    </message>
    <message>
        <source>Accounts are &amp;enabled at once</source>
        <translation>Accounts are &amp;enabled at once</translation>
    </message>
    <message>
        <source>Groups that everybody joins</source>
        <translation>Groups that everybody joins</translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation>A&amp;dd…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>C&amp;hoose…</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Without</translation>
    </message>
    <message>
        <source>&amp;Account name</source>
        <translation>&amp;Account name</translation>
    </message>
    <message>
        <source>&amp;Display name</source>
        <translation>&amp;Display name</translation>
    </message>
    <message>
        <source>Sign-in na&amp;me</source>
        <translation>Sign-in na&amp;me</translation>
    </message>
    <message>
        <source>E-mail, where the file has none</source>
        <translation>E-mail, where the file has none</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Example</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Groups for everybody</source>
        <translation>Groups for everybody</translation>
    </message>
    <message>
        <source>Template person</source>
        <translation>Template person</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>It could not be read: %1</source>
        <translation>It could not be read: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>%1: %2 fields and %3 groups are taken from it</source>
        <translation>%1: %2 fields and %3 groups are taken from it</translation>
    </message>
</context>
<context>
    <name>smc::render::AccessEditor</name>
    <message>
        <source>Another folder…</source>
        <translation>Another folder…</translation>
    </message>
    <message>
        <source>Inherits from the folder above</source>
        <translation>Inherits from the folder above</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>What may…?</source>
        <translation>What may…?</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Back up…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restore…</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>Read anew</translation>
    </message>
    <message>
        <source>Whose list</source>
        <translation>Whose list</translation>
    </message>
    <message>
        <source>Without it, nothing is taken over from above; what came from there becomes this folder's own.</source>
        <translation>Without it, nothing is taken over from above; what came from there becomes this folder's own.</translation>
    </message>
    <message>
        <source>What a person may do here, all groups and both lists counted</source>
        <translation>What a person may do here, all groups and both lists counted</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Access</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>Applies to</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Add well-known</source>
        <translation>Add well-known</translation>
    </message>
    <message>
        <source>The share: who may connect</source>
        <translation>The share: who may connect</translation>
    </message>
    <message>
        <source>Its folder</source>
        <translation>Its folder</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Deny</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Allow</translation>
    </message>
    <message>
        <source>above</source>
        <translation>above</translation>
    </message>
    <message>
        <source>here</source>
        <translation>here</translation>
    </message>
    <message>
        <source>Owner: %1 · Group: %2</source>
        <translation>Owner: %1 · Group: %2</translation>
    </message>
    <message>
        <source>There is no list: everybody may do everything.</source>
        <translation>There is no list: everybody may do everything.</translation>
    </message>
    <message>
        <source>The list is empty: nobody gets in.</source>
        <translation>The list is empty: nobody gets in.</translation>
    </message>
    <message>
        <source>Changed; Apply writes it.</source>
        <translation>Changed; Apply writes it.</translation>
    </message>
    <message>
        <source>%1: the entry of %2 applies to nothing.</source>
        <translation>%1: the entry of %2 applies to nothing.</translation>
    </message>
    <message>
        <source>Mark a folder or files for it, or remove it.</source>
        <translation>Mark a folder or files for it, or remove it.</translation>
    </message>
    <message>
        <source>%1: access changed</source>
        <translation>%1: access changed</translation>
    </message>
    <message>
        <source>Who may do something here?</source>
        <translation>Who may do something here?</translation>
    </message>
    <message>
        <source>Folders of %1</source>
        <translation>Folders of %1</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Folder %1</translation>
    </message>
    <message>
        <source>Whose access?</source>
        <translation>Whose access?</translation>
    </message>
    <message>
        <source>Back up the list</source>
        <translation>Back up the list</translation>
    </message>
    <message>
        <source>Security descriptors (*.sddl)</source>
        <translation>Security descriptors (*.sddl)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 could not be written: %2</translation>
    </message>
    <message>
        <source>The list is in %1</source>
        <translation>The list is in %1</translation>
    </message>
    <message>
        <source>Restore a list</source>
        <translation>Restore a list</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>%1 could not be read: %2</translation>
    </message>
    <message>
        <source>%1 is no security descriptor.</source>
        <translation>%1 is no security descriptor.</translation>
    </message>
    <message>
        <source>The backup says what the list says already.</source>
        <translation>The backup says what the list says already.</translation>
    </message>
</context>
<context>
    <name>smc::render::AccessEntryPanel</name>
    <message>
        <source>This folder</source>
        <translation>This folder</translation>
    </message>
    <message>
        <source>Subfolders</source>
        <translation>Subfolders</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>One level only</source>
        <translation>One level only</translation>
    </message>
    <message>
        <source>Allowed or denied</source>
        <translation>Allowed or denied</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Allow</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Deny</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Access</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>Special</translation>
    </message>
    <message>
        <source>What lies deeper does not inherit it</source>
        <translation>What lies deeper does not inherit it</translation>
    </message>
</context>
<context>
    <name>smc::render::BatchRun</name>
    <message>
        <source>Stopping the job</source>
        <translation>Stopping the job</translation>
    </message>
</context>
<context>
    <name>smc::render::CheckEditor</name>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
</context>
<context>
    <name>smc::render::ChoiceEditor</name>
    <message>
        <source>As usual: %1</source>
        <translation>As usual: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::CountryEditor</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>smc::render::DateEditor</name>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>This is no date.</translation>
    </message>
</context>
<context>
    <name>smc::render::DetailGrid</name>
    <message>
        <source>Waiting for %1 …</source>
        <translation>Waiting for %1 …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelled.</translation>
    </message>
    <message>
        <source>There is nothing of this now.</source>
        <translation>There is nothing of this now.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Up</translation>
    </message>
</context>
<context>
    <name>smc::render::DetailPane</name>
    <message>
        <source>Details of the selection</source>
        <translation>Details of the selection</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Properties</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>Select an object to see its details here.</source>
        <translation>Select an object to see its details here.</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) selected</source>
        <translation>
            <numerusform>%n object selected</numerusform>
            <numerusform>%n objects selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>None is chosen: all of them are shown.</source>
        <translation>None is chosen: all of them are shown.</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Save the charts</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Writing %1</translation>
    </message>
    <message>
        <source>The charts are in %1</source>
        <translation>The charts are in %1</translation>
    </message>
</context>
<context>
    <name>smc::render::DnEditor</name>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>nobody</translation>
    </message>
    <message>
        <source>Show its properties</source>
        <translation>Show its properties</translation>
    </message>
    <message>
        <source>Show the properties of %1</source>
        <translation>Show the properties of %1</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Take it off</translation>
    </message>
    <message>
        <source>Take off %1</source>
        <translation>Take off %1</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Choose: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::DnsEditor</name>
    <message>
        <source>Add…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <translation>Add to: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::Editor</name>
    <message>
        <source>(empty)</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>%1 is required.</source>
        <translation>%1 is required.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n character(s); this has %1.</source>
        <translation>
            <numerusform>At most %n character; this has %1.</numerusform>
            <numerusform>At most %n characters; this has %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Shorten it.</translation>
    </message>
    <message>
        <source>This does not have the form expected.</source>
        <translation>This does not have the form expected.</translation>
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
        <translation>Asking…</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rights</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>In all</translation>
    </message>
    <message>
        <source>By the share</source>
        <translation>By the share</translation>
    </message>
    <message>
        <source>By the folder</source>
        <translation>By the folder</translation>
    </message>
    <message>
        <source>%1 in %2: %3. The share gives: %4; the folder: %5.</source>
        <translation>%1 in %2: %3. The share gives: %4; the folder: %5.</translation>
    </message>
    <message>
        <source>The share is read-only for everybody.</source>
        <translation>The share is read-only for everybody.</translation>
    </message>
    <message>
        <source>Entries of the folder that count: %1.</source>
        <translation>Entries of the folder that count: %1.</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ yes</translation>
    </message>
    <message>
        <source>– no</source>
        <translation>– no</translation>
    </message>
</context>
<context>
    <name>smc::render::FlagsEditor</name>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>smc::render::FolderDialog</name>
    <message>
        <source>Folders</source>
        <translation>Folders</translation>
    </message>
    <message>
        <source>%1 holds %2 folders; the first %3 are shown.</source>
        <translation>%1 holds %2 folders; the first %3 are shown.</translation>
    </message>
</context>
<context>
    <name>smc::render::FormRow</name>
    <message>
        <source>Required</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>Changed, not yet applied</source>
        <translation>Changed, not yet applied</translation>
    </message>
    <message>
        <source>&lt;p&gt;Without a value: &lt;b&gt;%1&lt;/b&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;Without a value: &lt;b&gt;%1&lt;/b&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>What is this?</translation>
    </message>
</context>
<context>
    <name>smc::render::FormWindow</name>
    <message>
        <source>Cancel the request</source>
        <translation>Cancel the request</translation>
    </message>
    <message>
        <source>Something on this page is not right yet</source>
        <translation>Something on this page is not right yet</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>Reason:</source>
        <translation>Reason:</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Why, for whoever reads the changes later; may stay empty</source>
        <translation>Why, for whoever reads the changes later; may stay empty</translation>
    </message>
</context>
<context>
    <name>smc::render::GridView</name>
    <message>
        <source>Objects</source>
        <translation>Objects</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::render::LogonHoursEditor</name>
    <message>
        <source>Permit</source>
        <translation>Permit</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Deny</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Always</translation>
    </message>
    <message>
        <source>Arrows move, Shift with them selects, Space permits or denies what is selected.</source>
        <translation>Arrows move, Shift with them selects, Space permits or denies what is selected.</translation>
    </message>
    <message>
        <source>Permits the selected hours (Space)</source>
        <translation>Permits the selected hours (Space)</translation>
    </message>
    <message>
        <source>Denies the selected hours (Space)</source>
        <translation>Denies the selected hours (Space)</translation>
    </message>
    <message>
        <source>%1 (times in %2)</source>
        <translation>%1 (times in %2)</translation>
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
        <translation>permitted</translation>
    </message>
    <message>
        <source>not permitted</source>
        <translation>not permitted</translation>
    </message>
</context>
<context>
    <name>smc::render::MembersEditor</name>
    <message>
        <source>Reading the members…</source>
        <translation>Reading the members…</translation>
    </message>
    <message>
        <source>The members could not be read: %1</source>
        <translation>The members could not be read: %1</translation>
    </message>
    <message>
        <source>No members yet. Add… puts the first one in.</source>
        <translation>No members yet. Add… puts the first one in.</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 members</source>
        <translation>%1 of %2 members</translation>
    </message>
    <message>
        <source>%1 added to %2</source>
        <translation>%1 added to %2</translation>
    </message>
    <message>
        <source>%1 removed from %2</source>
        <translation>%1 removed from %2</translation>
    </message>
</context>
<context>
    <name>smc::render::MembersOfEditor</name>
    <message>
        <source>No groups besides the primary one.</source>
        <translation>No groups besides the primary one.</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message>
        <source>primary group</source>
        <translation>primary group</translation>
    </message>
    <message>
        <source>%1 added to %2</source>
        <translation>%1 added to %2</translation>
    </message>
    <message>
        <source>%1 removed from %2</source>
        <translation>%1 removed from %2</translation>
    </message>
</context>
<context>
    <name>smc::render::MembershipEditor</name>
    <message>
        <source>Add…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <translation>Add to: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::MultiEditor</name>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>New value of %1</source>
        <translation>New value of %1</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>New value</translation>
    </message>
    <message>
        <source>The directory keeps one value only here.</source>
        <translation>The directory keeps one value only here.</translation>
    </message>
    <message>
        <source>Remove the others.</source>
        <translation>Remove the others.</translation>
    </message>
    <message>
        <source>A value stands here twice.</source>
        <translation>A value stands here twice.</translation>
    </message>
</context>
<context>
    <name>smc::render::NameDelegate</name>
    <message>
        <source>New name of %1</source>
        <translation>New name of %1</translation>
    </message>
</context>
<context>
    <name>smc::render::PasswordDialog</name>
    <message>
        <source>Must change it at the next &amp;sign-in</source>
        <translation>Must change it at the next &amp;sign-in</translation>
    </message>
    <message>
        <source>&amp;Unlock the account</source>
        <translation>&amp;Unlock the account</translation>
    </message>
    <message>
        <source>&amp;Reset password</source>
        <translation>&amp;Reset password</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>New password of %1</source>
        <translation>New password of %1</translation>
    </message>
    <message>
        <source>&amp;Unlock the account (it is locked now)</source>
        <translation>&amp;Unlock the account (it is locked now)</translation>
    </message>
    <message>
        <source>Setting…</source>
        <translation>Setting…</translation>
    </message>
    <message>
        <source>Password of %1 reset</source>
        <translation>Password of %1 reset</translation>
    </message>
    <message>
        <source>Password of %1 reset, account unlocked</source>
        <translation>Password of %1 reset, account unlocked</translation>
    </message>
    <message>
        <source>The password was reset, but the account is still locked: %1</source>
        <translation>The password was reset, but the account is still locked: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::PasswordField</name>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Generate</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>The policy has nothing against it.</source>
        <translation>The policy has nothing against it.</translation>
    </message>
</context>
<context>
    <name>smc::render::PasswordRules</name>
    <message numerus="yes">
        <source>At least %n character(s).</source>
        <translation>
            <numerusform>At least %n character.</numerusform>
            <numerusform>At least %n characters.</numerusform>
        </translation>
    </message>
    <message>
        <source>Three of: capital letters, small letters, digits, signs.</source>
        <translation>Three of: capital letters, small letters, digits, signs.</translation>
    </message>
    <message numerus="yes">
        <source>The password needs at least %n character(s).</source>
        <translation>
            <numerusform>The password needs at least %n character.</numerusform>
            <numerusform>The password needs at least %n characters.</numerusform>
        </translation>
    </message>
    <message>
        <source>The password needs three of: capital letters, small letters, digits, signs.</source>
        <translation>The password needs three of: capital letters, small letters, digits, signs.</translation>
    </message>
    <message>
        <source>The password must not hold the account name.</source>
        <translation>The password must not hold the account name.</translation>
    </message>
    <message>
        <source>The password must not hold a part of the name.</source>
        <translation>The password must not hold a part of the name.</translation>
    </message>
</context>
<context>
    <name>smc::render::PathEditor</name>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>Folders of what the server shares already</source>
        <translation>Folders of what the server shares already</translation>
    </message>
    <message>
        <source>Say first on which server.</source>
        <translation>Say first on which server.</translation>
    </message>
    <message>
        <source>Looking for folders</source>
        <translation>Looking for folders</translation>
    </message>
    <message>
        <source>Folders of %1</source>
        <translation>Folders of %1</translation>
    </message>
    <message>
        <source>%1 (share %2)</source>
        <translation>%1 (share %2)</translation>
    </message>
    <message>
        <source>The server shares no folder yet in which one could look. Type the path.</source>
        <translation>The server shares no folder yet in which one could look. Type the path.</translation>
    </message>
</context>
<context>
    <name>smc::render::PhotoEditor</name>
    <message>
        <source>Load…</source>
        <translation>Load…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Load a picture</source>
        <translation>Load a picture</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.gif *.bmp *.webp)</source>
        <translation>Pictures (*.jpg *.jpeg *.png *.gif *.bmp *.webp)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Save the picture</translation>
    </message>
    <message>
        <source>JPEG (*.jpg)</source>
        <translation>JPEG (*.jpg)</translation>
    </message>
    <message>
        <source>(no picture)</source>
        <translation>(no picture)</translation>
    </message>
    <message>
        <source>picture of %1</source>
        <translation>picture of %1</translation>
    </message>
    <message>
        <source>This file is larger than %1.</source>
        <translation>This file is larger than %1.</translation>
    </message>
    <message>
        <source>This is no picture that can be read: %1</source>
        <translation>This is no picture that can be read: %1</translation>
    </message>
    <message>
        <source>The picture can't be made smaller than %1.</source>
        <translation>The picture can't be made smaller than %1.</translation>
    </message>
    <message>
        <source>Saving the picture</source>
        <translation>Saving the picture</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>No picture</translation>
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
        <translation>Users</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>Workstations</source>
        <translation>Workstations</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objects</translation>
    </message>
    <message>
        <source>&amp;Check Names</source>
        <translation>&amp;Check Names</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Add</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Remove</translation>
    </message>
    <message>
        <source>Select objects</source>
        <translation>Select objects</translation>
    </message>
    <message>
        <source>Kind of object</source>
        <translation>Kind of object</translation>
    </message>
    <message>
        <source>Name to search for</source>
        <translation>Name to search for</translation>
    </message>
    <message>
        <source>Name, account or mail; several apart by ;</source>
        <translation>Name, account or mail; several apart by ;</translation>
    </message>
    <message>
        <source>Name, account or mail</source>
        <translation>Name, account or mail</translation>
    </message>
    <message>
        <source>Finds the object for each name that stands above</source>
        <translation>Finds the object for each name that stands above</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>Searched in: %1</source>
        <translation>Searched in: %1</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>Chosen:</source>
        <translation>Chosen:</translation>
    </message>
    <message>
        <source>Type the beginning of a name.</source>
        <translation>Type the beginning of a name.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>The search failed: %1</source>
        <translation>The search failed: %1</translation>
    </message>
    <message>
        <source>Nothing found. The search looks at the beginning of names, accounts and mail addresses.</source>
        <translation>Nothing found. The search looks at the beginning of names, accounts and mail addresses.</translation>
    </message>
    <message>
        <source>The first %1 of %2. Type more to narrow it down.</source>
        <translation>The first %1 of %2. Type more to narrow it down.</translation>
    </message>
    <message>
        <source>The first %1; there are more. Type more to narrow it down.</source>
        <translation>The first %1; there are more. Type more to narrow it down.</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” could not be looked up.</source>
        <translation>“%1” could not be looked up.</translation>
    </message>
    <message>
        <source>Nobody is called “%1”.</source>
        <translation>Nobody is called “%1”.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” fits %n object(s); choose one above.</source>
        <translation>
            <numerusform>“%1” fits %n object; choose one above.</numerusform>
            <numerusform>“%1” fits %n objects; choose one above.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name was found.</source>
        <translation>Every name was found.</translation>
    </message>
    <message>
        <source>Organisational units</source>
        <translation>Organisational units</translation>
    </message>
</context>
<context>
    <name>smc::render::PrimaryGroupEditor</name>
    <message>
        <source>the group with the number %1</source>
        <translation>the group with the number %1</translation>
    </message>
    <message>
        <source>The groups could not be read: %1</source>
        <translation>The groups could not be read: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::QuotasEditor</name>
    <message>
        <source>Add…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>Read anew</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>Quotas</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>Warned above</source>
        <translation>Warned above</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>At most</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>Such as 10 GiB or 500 MB; nothing for no limit</source>
        <translation>Such as 10 GiB or 500 MB; nothing for no limit</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Nobody gets above his limit.</source>
        <translation>Nobody gets above his limit.</translation>
    </message>
    <message>
        <source>What people use is counted; nobody is kept from getting above his limit.</source>
        <translation>What people use is counted; nobody is kept from getting above his limit.</translation>
    </message>
    <message>
        <source>The server has these limits and does not heed them now.</source>
        <translation>The server has these limits and does not heed them now.</translation>
    </message>
    <message>
        <source>Everybody else</source>
        <translation>Everybody else</translation>
    </message>
    <message>
        <source>Who has no quota of his own</source>
        <translation>Who has no quota of his own</translation>
    </message>
    <message>
        <source>Whose quota?</source>
        <translation>Whose quota?</translation>
    </message>
    <message>
        <source>%1: "%2" is no limit.</source>
        <translation>%1: "%2" is no limit.</translation>
    </message>
    <message>
        <source>Write it as 10 GiB or 500 MB, or leave it empty for no limit.</source>
        <translation>Write it as 10 GiB or 500 MB, or leave it empty for no limit.</translation>
    </message>
    <message>
        <source>%1 would be warned above what is allowed at most.</source>
        <translation>%1 would be warned above what is allowed at most.</translation>
    </message>
    <message>
        <source>Make the first limit the smaller one.</source>
        <translation>Make the first limit the smaller one.</translation>
    </message>
    <message>
        <source>%1: quota changed</source>
        <translation>%1: quota changed</translation>
    </message>
</context>
<context>
    <name>smc::render::RenameDialog</name>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Rename</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>Rename %1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Renaming…</source>
        <translation>Renaming…</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetApply</name>
    <message>
        <source>The request was called off; what was done before it stays.</source>
        <translation>The request was called off; what was done before it stays.</translation>
    </message>
    <message>
        <source>%1: the change was taken back</source>
        <translation>%1: the change was taken back</translation>
    </message>
    <message>
        <source>It was changed again in between. Open its properties to set the values by hand.</source>
        <translation>It was changed again in between. Open its properties to set the values by hand.</translation>
    </message>
    <message>
        <source>Taking back the change of %1</source>
        <translation>Taking back the change of %1</translation>
    </message>
    <message>
        <source>Memberships of %1</source>
        <translation>Memberships of %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more failed.</source>
        <translation>
            <numerusform>%n more failed.</numerusform>
            <numerusform>%n more failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::render::SheetAttributes</name>
    <message>
        <source>Also attributes without a value</source>
        <translation>Also attributes without a value</translation>
    </message>
    <message>
        <source>Filter by name or value</source>
        <translation>Filter by name or value</translation>
    </message>
    <message>
        <source>Filter of the attributes</source>
        <translation>Filter of the attributes</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attributes</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Reading all attributes…</source>
        <translation>Reading all attributes…</translation>
    </message>
    <message>
        <source>The attributes could not be read: %1</source>
        <translation>The attributes could not be read: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attribute(s). Enter or a double click changes a value.</source>
        <translation>
            <numerusform>%n attribute. Enter or a double click changes a value.</numerusform>
            <numerusform>%n attributes. Enter or a double click changes a value.</numerusform>
        </translation>
    </message>
    <message>
        <source>changed</source>
        <translation>changed</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>read-only</translation>
    </message>
    <message>
        <source>%1 can't be changed here.</source>
        <translation>%1 can't be changed here.</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetConflict</name>
    <message>
        <source>Changed by somebody else</source>
        <translation>Changed by somebody else</translation>
    </message>
    <message>
        <source>%1 was changed while you were editing. Choose what each of these fields is to hold; all other changes, yours and theirs, are kept.</source>
        <translation>%1 was changed while you were editing. Choose what each of these fields is to hold; all other changes, yours and theirs, are kept.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Theirs</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Both</translation>
    </message>
    <message>
        <source>keep both</source>
        <translation>keep both</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Apply</translation>
    </message>
    <message>
        <source>All &amp;mine</source>
        <translation>All &amp;mine</translation>
    </message>
    <message>
        <source>All &amp;theirs</source>
        <translation>All &amp;theirs</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetCreate</name>
    <message>
        <source>C&amp;reate</source>
        <translation>C&amp;reate</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>&amp;Preview</translation>
    </message>
    <message>
        <source>Asks the service what would be written, without writing it</source>
        <translation>Asks the service what would be written, without writing it</translation>
    </message>
    <message>
        <source>in the usual folder</source>
        <translation>in the usual folder</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Asking…</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Creating…</translation>
    </message>
    <message>
        <source>The request was called off. Whether it was carried out is not known: look before you try again.</source>
        <translation>The request was called off. Whether it was carried out is not known: look before you try again.</translation>
    </message>
    <message>
        <source>%1 removed again</source>
        <translation>%1 removed again</translation>
    </message>
    <message>
        <source>Removing %1 again</source>
        <translation>Removing %1 again</translation>
    </message>
    <message>
        <source>%1 created in %2</source>
        <translation>%1 created in %2</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>What would be written</translation>
    </message>
    <message>
        <source>Nothing was written. These changes would be made:</source>
        <translation>Nothing was written. These changes would be made:</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>New object</source>
        <translation>New object</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Discard what was typed?</source>
        <translation>Discard what was typed?</translation>
    </message>
    <message>
        <source>Nothing was created yet.</source>
        <translation>Nothing was created yet.</translation>
    </message>
    <message>
        <source>%1 created</source>
        <translation>%1 created</translation>
    </message>
    <message>
        <source>Without a template</source>
        <translation>Without a template</translation>
    </message>
    <message>
        <source>&amp;Template:</source>
        <translation>&amp;Template:</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 on %2</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetPlaces</name>
    <message>
        <source>In effect: smb.conf, line %1.</source>
        <translation>In effect: smb.conf, line %1.</translation>
    </message>
    <message>
        <source>smb.conf has the last word, line %1: %2</source>
        <translation>smb.conf has the last word, line %1: %2</translation>
    </message>
    <message>
        <source>In effect: the registry.</source>
        <translation>In effect: the registry.</translation>
    </message>
    <message>
        <source>The registry has the last word: %1</source>
        <translation>The registry has the last word: %1</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetPreview</name>
    <message>
        <source>What would change</source>
        <translation>What would change</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>After</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Nothing: it says the same already.</source>
        <translation>Nothing: it says the same already.</translation>
    </message>
    <message>
        <source>This would be written. Nothing is changed yet.</source>
        <translation>This would be written. Nothing is changed yet.</translation>
    </message>
    <message>
        <source>Samba's testparm tries it when it is applied.</source>
        <translation>Samba's testparm tries it when it is applied.</translation>
    </message>
</context>
<context>
    <name>smc::render::SheetWindow</name>
    <message>
        <source>There is no form named %1.</source>
        <translation>There is no form named %1.</translation>
    </message>
    <message>
        <source>Look at the descriptors of the service.</source>
        <translation>Look at the descriptors of the service.</translation>
    </message>
    <message>
        <source>Opening the properties</source>
        <translation>Opening the properties</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attributes</translation>
    </message>
    <message>
        <source>You may look at this, not change it.</source>
        <translation>You may look at this, not change it.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>There are changes that are not applied. Apply them or close the sheet first.</source>
        <translation>There are changes that are not applied. Apply them or close the sheet first.</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Properties</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Apply</translation>
    </message>
    <message>
        <source>&amp;Apply (%1)</source>
        <translation>&amp;Apply (%1)</translation>
    </message>
    <message>
        <source>%1 – Properties</source>
        <translation>%1 – Properties</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Applying…</translation>
    </message>
    <message>
        <source>Applying: %1 of %2…</source>
        <translation>Applying: %1 of %2…</translation>
    </message>
    <message>
        <source>%1: %2 changed</source>
        <translation>%1: %2 changed</translation>
    </message>
    <message numerus="yes">
        <source>%n membership(s) of %1 changed</source>
        <translation>
            <numerusform>%n membership of %1 changed</numerusform>
            <numerusform>%n memberships of %1 changed</numerusform>
        </translation>
    </message>
    <message>
        <source>It was changed meanwhile; reading it anew…</source>
        <translation>It was changed meanwhile; reading it anew…</translation>
    </message>
    <message>
        <source>Their values were taken; nothing is left to apply.</source>
        <translation>Their values were taken; nothing is left to apply.</translation>
    </message>
    <message>
        <source>Nothing was applied. It was changed by somebody else; Apply asks again.</source>
        <translation>Nothing was applied. It was changed by somebody else; Apply asks again.</translation>
    </message>
    <message>
        <source>Discard the changes?</source>
        <translation>Discard the changes?</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) of %1 are changed and not applied.</source>
        <translation>
            <numerusform>%n field of %1 is changed and not applied.</numerusform>
            <numerusform>%n fields of %1 are changed and not applied.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Taken back: %1</translation>
    </message>
    <message>
        <source>Pre&amp;view …</source>
        <translation>Pre&amp;view …</translation>
    </message>
    <message>
        <source>Asking what would change…</source>
        <translation>Asking what would change…</translation>
    </message>
</context>
<context>
    <name>smc::render::TextEditor</name>
    <message>
        <source>This is not a whole number.</source>
        <translation>This is not a whole number.</translation>
    </message>
    <message>
        <source>The smallest value is %1.</source>
        <translation>The smallest value is %1.</translation>
    </message>
    <message>
        <source>The largest value is %1.</source>
        <translation>The largest value is %1.</translation>
    </message>
    <message>
        <source>Looking for what can be chosen</source>
        <translation>Looking for what can be chosen</translation>
    </message>
</context>
<context>
    <name>smc::render::TreeView</name>
    <message>
        <source>Directory</source>
        <translation>Directory</translation>
    </message>
</context>
<context>
    <name>smc::session::CertificateDialog</name>
    <message>
        <source>Fingerprint %1</source>
        <translation>Fingerprint %1</translation>
    </message>
    <message>
        <source>Unknown certificate</source>
        <translation>Unknown certificate</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; shows a certificate that this computer has no reason to trust. Compare the fingerprint with the one that smcd printed at its first start.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; shows a certificate that this computer has no reason to trust. Compare the fingerprint with the one that smcd printed at its first start.</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256:</translation>
    </message>
    <message>
        <source>Made for:</source>
        <translation>Made for:</translation>
    </message>
    <message>
        <source>Made by:</source>
        <translation>Made by:</translation>
    </message>
    <message>
        <source>Valid until:</source>
        <translation>Valid until:</translation>
    </message>
    <message>
        <source>Doubt:</source>
        <translation>Doubt:</translation>
    </message>
    <message>
        <source>Trust &amp;always</source>
        <translation>Trust &amp;always</translation>
    </message>
    <message>
        <source>Trust &amp;once</source>
        <translation>Trust &amp;once</translation>
    </message>
</context>
<context>
    <name>smc::session::ChangedCertificateDialog</name>
    <message>
        <source>The certificate has changed</source>
        <translation>The certificate has changed</translation>
    </message>
    <message>
        <source>%1 is not what it was.</source>
        <translation>%1 is not what it was.</translation>
    </message>
    <message>
        <source>It shows another certificate than the one that you trusted. Somebody may be between you and the service and read your password, so the sign-in is refused. Ask whoever runs the service whether its certificate was renewed.</source>
        <translation>It shows another certificate than the one that you trusted. Somebody may be between you and the service and read your password, so the sign-in is refused. Ask whoever runs the service whether its certificate was renewed.</translation>
    </message>
    <message>
        <source>Trusted:</source>
        <translation>Trusted:</translation>
    </message>
    <message>
        <source>Shown now:</source>
        <translation>Shown now:</translation>
    </message>
    <message>
        <source>&amp;Forget the trusted one</source>
        <translation>&amp;Forget the trusted one</translation>
    </message>
</context>
<context>
    <name>smc::session::Keychain</name>
    <message>
        <source>Signing in works without it.</source>
        <translation>Signing in works without it.</translation>
    </message>
    <message>
        <source>The key chain holds no such password.</source>
        <translation>The key chain holds no such password.</translation>
    </message>
    <message>
        <source>The key chain stays closed.</source>
        <translation>The key chain stays closed.</translation>
    </message>
    <message>
        <source>This computer has no key chain.</source>
        <translation>This computer has no key chain.</translation>
    </message>
    <message>
        <source>The system's key chain does not answer.</source>
        <translation>The system's key chain does not answer.</translation>
    </message>
</context>
<context>
    <name>smc::session::Options</name>
    <message>
        <source>The password file %1 cannot be read: %2.</source>
        <translation>The password file %1 cannot be read: %2.</translation>
    </message>
    <message>
        <source>%1 is no option of smc.</source>
        <translation>%1 is no option of smc.</translation>
    </message>
    <message>
        <source>smc --help lists them.</source>
        <translation>smc --help lists them.</translation>
    </message>
    <message>
        <source>%1 needs a value.</source>
        <translation>%1 needs a value.</translation>
    </message>
    <message>
        <source>Usage: smc [options]
The desktop client of the Samba Management Console.

  --url URL             the service, as in https://smc.lab.example:8443 (SMC_URL)
  --realm REALM         the realm to sign in to (SMC_REALM)
  --user USER           the account (SMC_USER)
  --password-file FILE  its first line is the password (or SMC_PASSWORD)
  --ca FILE             authorities that the service's certificate may come from (SMC_CA)
  --sign-in             sign in at once
  --version             print the version
  --help                print this
</source>
        <translation>Usage: smc [options]
The desktop client of the Samba Management Console.

  --url URL             the service, as in https://smc.lab.example:8443 (SMC_URL)
  --realm REALM         the realm to sign in to (SMC_REALM)
  --user USER           the account (SMC_USER)
  --password-file FILE  its first line is the password (or SMC_PASSWORD)
  --ca FILE             authorities that the service's certificate may come from (SMC_CA)
  --sign-in             sign in at once
  --version             print the version
  --help                print this
</translation>
    </message>
</context>
<context>
    <name>smc::session::SignInWindow</name>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Samba Management Console</source>
        <translation>Samba Management Console</translation>
    </message>
    <message>
        <source>Sign in with an account of the domain.</source>
        <translation>Sign in with an account of the domain.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>the service's only one</source>
        <translation>the service's only one</translation>
    </message>
    <message>
        <source>Realm</source>
        <translation>Realm</translation>
    </message>
    <message>
        <source>alice, alice@lab.example or LAB\alice</source>
        <translation>alice, alice@lab.example or LAB\alice</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>&amp;Keep the password in the system's key chain</source>
        <translation>&amp;Keep the password in the system's key chain</translation>
    </message>
    <message>
        <source>&amp;Service:</source>
        <translation>&amp;Service:</translation>
    </message>
    <message>
        <source>&amp;Realm:</source>
        <translation>&amp;Realm:</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;User:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Password:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>Sign &amp;in</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelled.</translation>
    </message>
    <message>
        <source>Sign in as %1</source>
        <translation>Sign in as %1</translation>
    </message>
    <message>
        <source>With your Kerberos ticket, without a password.</source>
        <translation>With your Kerberos ticket, without a password.</translation>
    </message>
    <message>
        <source>Which service? Its address looks like https://smc.lab.example:8443.</source>
        <translation>Which service? Its address looks like https://smc.lab.example:8443.</translation>
    </message>
    <message>
        <source>Who is signing in?</source>
        <translation>Who is signing in?</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>The session has ended.</translation>
    </message>
    <message>
        <source>The service shows another certificate than the one that you trusted. The sign-in was refused.</source>
        <translation>The service shows another certificate than the one that you trusted. The sign-in was refused.</translation>
    </message>
    <message>
        <source>The old certificate is forgotten. Sign in again to see the new one.</source>
        <translation>The old certificate is forgotten. Sign in again to see the new one.</translation>
    </message>
    <message>
        <source>The service's certificate is not trusted.</source>
        <translation>The service's certificate is not trusted.</translation>
    </message>
    <message>
        <source>Sign in with &amp;Kerberos</source>
        <translation>Sign in with &amp;Kerberos</translation>
    </message>
    <message>
        <source>The Kerberos ticket has expired: kinit gets a new one.</source>
        <translation>The Kerberos ticket has expired: kinit gets a new one.</translation>
    </message>
    <message>
        <source>There is no Kerberos ticket: kinit gets one.</source>
        <translation>There is no Kerberos ticket: kinit gets one.</translation>
    </message>
    <message>
        <source>Keeping the password</source>
        <translation>Keeping the password</translation>
    </message>
    <message>
        <source>Removing the password from the key chain</source>
        <translation>Removing the password from the key chain</translation>
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
department:Sales · title:"head of*" · -mail: (without mail) · is:locked · is:disabled
Enter keeps the words as filters; Esc takes back.</source>
        <translation>Words that all must begin a word of the name, account, mail or description.
department:Sales · title:"head of*" · -mail: (without mail) · is:locked · is:disabled
Enter keeps the words as filters; Esc takes back.</translation>
    </message>
    <message>
        <source>Below, too</source>
        <translation>Below, too</translation>
    </message>
    <message>
        <source>Show what lies in the containers below, too</source>
        <translation>Show what lies in the containers below, too</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Choose columns</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Save the whole list as CSV</source>
        <translation>Save the whole list as CSV</translation>
    </message>
    <message>
        <source>%1 · 1 object</source>
        <translation>%1 · 1 object</translation>
    </message>
    <message>
        <source>%1 · %2 objects</source>
        <translation>%1 · %2 objects</translation>
    </message>
    <message>
        <source>Take this filter off</source>
        <translation>Take this filter off</translation>
    </message>
    <message>
        <source>Take the filter %1 off</source>
        <translation>Take the filter %1 off</translation>
    </message>
</context>
<context>
    <name>smc::shell::Errand</name>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelled.</translation>
    </message>
</context>
<context>
    <name>smc::shell::FindAnything</name>
    <message>
        <source>Find anything (%1)</source>
        <translation>Find anything (%1)</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Find anything</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>Nothing begins with these words.</source>
        <translation>Nothing begins with these words.</translation>
    </message>
</context>
<context>
    <name>smc::shell::MainWindow</name>
    <message>
        <source>Areas</source>
        <translation>Areas</translation>
    </message>
    <message>
        <source>A descriptor was left out: %1</source>
        <translation>A descriptor was left out: %1</translation>
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
        <translation>Signed in as %1</translation>
    </message>
    <message>
        <source>This session only reads: %1</source>
        <translation>This session only reads: %1</translation>
    </message>
    <message>
        <source>New %1 …</source>
        <translation>New %1 …</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Back</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Forward</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Up</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Refresh</translation>
    </message>
    <message>
        <source>&amp;Filter the list</source>
        <translation>&amp;Filter the list</translation>
    </message>
    <message>
        <source>Find &amp;anything</source>
        <translation>Find &amp;anything</translation>
    </message>
    <message>
        <source>&amp;Properties</source>
        <translation>&amp;Properties</translation>
    </message>
    <message>
        <source>&amp;Move …</source>
        <translation>&amp;Move …</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Delete</translation>
    </message>
    <message>
        <source>Reset pass&amp;word …</source>
        <translation>Reset pass&amp;word …</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Un&amp;lock</source>
        <translation>Un&amp;lock</translation>
    </message>
    <message>
        <source>&amp;Enable</source>
        <translation>&amp;Enable</translation>
    </message>
    <message>
        <source>Disa&amp;ble</source>
        <translation>Disa&amp;ble</translation>
    </message>
    <message>
        <source>Add to &amp;groups …</source>
        <translation>Add to &amp;groups …</translation>
    </message>
    <message>
        <source>Add &amp;members …</source>
        <translation>Add &amp;members …</translation>
    </message>
    <message>
        <source>&amp;Copy as CSV</source>
        <translation>&amp;Copy as CSV</translation>
    </message>
    <message>
        <source>&amp;Export the list …</source>
        <translation>&amp;Export the list …</translation>
    </message>
    <message>
        <source>&amp;People from a CSV file …</source>
        <translation>&amp;People from a CSV file …</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Select &amp;all</translation>
    </message>
    <message>
        <source>&amp;Save this search …</source>
        <translation>&amp;Save this search …</translation>
    </message>
    <message>
        <source>Columns as they &amp;were</source>
        <translation>Columns as they &amp;were</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>Sign &amp;out</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>&amp;About</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Keys</translation>
    </message>
    <message>
        <source>&amp;Detail pane</source>
        <translation>&amp;Detail pane</translation>
    </message>
    <message>
        <source>Show &amp;system containers</source>
        <translation>Show &amp;system containers</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;New</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>&amp;Object</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Tools</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colours</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>As the &amp;system</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dark</translation>
    </message>
    <message>
        <source>D&amp;ensity</source>
        <translation>D&amp;ensity</translation>
    </message>
    <message>
        <source>&amp;Comfortable</source>
        <translation>&amp;Comfortable</translation>
    </message>
    <message>
        <source>C&amp;ompact</source>
        <translation>C&amp;ompact</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Toolbar</translation>
    </message>
    <message>
        <source>Delete this search</source>
        <translation>Delete this search</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Samba Management Console %1</source>
        <translation>Samba Management Console %1</translation>
    </message>
    <message>
        <source>The service: %1
Free software under the GNU General Public License, version 3 or later. Icons: Breeze, by KDE, under the GNU Lesser General Public License.</source>
        <translation>The service: %1
Free software under the GNU General Public License, version 3 or later. Icons: Breeze, by KDE, under the GNU Lesser General Public License.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Keys of this window</source>
        <translation>Keys of this window</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Export the list</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV files (*.csv)</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Writing %1</translation>
    </message>
    <message>
        <source>The list is in %1</source>
        <translation>The list is in %1</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>Exporting …</translation>
    </message>
    <message>
        <source>A search is a filter with a name: filter the list first (%1).</source>
        <translation>A search is a filter with a name: filter the list first (%1).</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Save this search</translation>
    </message>
    <message>
        <source>Its name:</source>
        <translation>Its name:</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Re&amp;name</translation>
    </message>
    <message>
        <source>Rename with a&amp;ccount names …</source>
        <translation>Rename with a&amp;ccount names …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Undo: %1</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Messages</translation>
    </message>
</context>
<context>
    <name>smc::shell::MessageDialogs</name>
    <message>
        <source>Why, for whoever reads the changes later; may stay empty</source>
        <translation>Why, for whoever reads the changes later; may stay empty</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>&amp;Reason:</translation>
    </message>
</context>
<context>
    <name>smc::shell::MessageDock</name>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>All messages of this session</source>
        <translation>All messages of this session</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>All messages</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Enter undoes it.</source>
        <translation>Enter undoes it.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Undo: %1</translation>
    </message>
</context>
<context>
    <name>smc::shell::ObjectActions</name>
    <message>
        <source>Undoing</source>
        <translation>Undoing</translation>
    </message>
    <message>
        <source>%1: %2 of %3 failed, %4 first</source>
        <translation>%1: %2 of %3 failed, %4 first</translation>
    </message>
    <message numerus="yes">
        <source>The first %n property sheet(s) were opened.</source>
        <translation>
            <numerusform>The first %n property sheet were opened.</numerusform>
            <numerusform>The first %n property sheets were opened.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting what lies below %1</source>
        <translation>Counting what lies below %1</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Delete</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>Delete %1?</translation>
    </message>
    <message>
        <source>%1 “%2” will be deleted.</source>
        <translation>%1 “%2” will be deleted.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n object(s)?</source>
        <translation>
            <numerusform>Delete %n object?</numerusform>
            <numerusform>Delete %n objects?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) will be deleted.</source>
        <translation>
            <numerusform>%n object will be deleted.</numerusform>
            <numerusform>%n objects will be deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) lie below it and will be deleted with it.</source>
        <translation>
            <numerusform>%n object lie below it and will be deleted with it.</numerusform>
            <numerusform>%n objects lie below it and will be deleted with it.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing lies below it.</source>
        <translation>Nothing lies below it.</translation>
    </message>
    <message>
        <source>There are containers among them; what lies below is deleted, too.</source>
        <translation>There are containers among them; what lies below is deleted, too.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>This cannot be undone.</translation>
    </message>
    <message>
        <source>Deleting %1</source>
        <translation>Deleting %1</translation>
    </message>
    <message numerus="yes">
        <source>Deleting %n object(s)</source>
        <translation>
            <numerusform>Deleting %n object</numerusform>
            <numerusform>Deleting %n objects</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 deleted</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) deleted</source>
        <translation>
            <numerusform>%n object deleted</numerusform>
            <numerusform>%n objects deleted</numerusform>
        </translation>
    </message>
    <message>
        <source>Renaming</source>
        <translation>Renaming</translation>
    </message>
    <message>
        <source>%1 renamed to %2</source>
        <translation>%1 renamed to %2</translation>
    </message>
    <message>
        <source>%1 has its name back</source>
        <translation>%1 has its name back</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>Move to</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Moving</translation>
    </message>
    <message>
        <source>%1 moved to %2</source>
        <translation>%1 moved to %2</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) moved to %1</source>
        <translation>
            <numerusform>%n object moved to %1</numerusform>
            <numerusform>%n objects moved to %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 moved back</source>
        <translation>%1 moved back</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) moved back</source>
        <translation>
            <numerusform>%n object moved back</numerusform>
            <numerusform>%n objects moved back</numerusform>
        </translation>
    </message>
    <message>
        <source>Enabling</source>
        <translation>Enabling</translation>
    </message>
    <message>
        <source>%1 enabled</source>
        <translation>%1 enabled</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) enabled</source>
        <translation>
            <numerusform>%n account enabled</numerusform>
            <numerusform>%n accounts enabled</numerusform>
        </translation>
    </message>
    <message>
        <source>Disabled again</source>
        <translation>Disabled again</translation>
    </message>
    <message>
        <source>Disabling</source>
        <translation>Disabling</translation>
    </message>
    <message>
        <source>%1 disabled</source>
        <translation>%1 disabled</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) disabled</source>
        <translation>
            <numerusform>%n account disabled</numerusform>
            <numerusform>%n accounts disabled</numerusform>
        </translation>
    </message>
    <message>
        <source>Enabled again</source>
        <translation>Enabled again</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>Unlocking</translation>
    </message>
    <message>
        <source>%1 unlocked</source>
        <translation>%1 unlocked</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) unlocked</source>
        <translation>
            <numerusform>%n account unlocked</numerusform>
            <numerusform>%n accounts unlocked</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to groups</source>
        <translation>Add to groups</translation>
    </message>
    <message>
        <source>Add members to %1</source>
        <translation>Add members to %1</translation>
    </message>
    <message>
        <source>Adding to %1</source>
        <translation>Adding to %1</translation>
    </message>
    <message>
        <source>%1 is a member of %2 now</source>
        <translation>%1 is a member of %2 now</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are members of %1 now</source>
        <translation>
            <numerusform>%n object is members of %1 now</numerusform>
            <numerusform>%n objects are members of %1 now</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken out of %1 again</source>
        <translation>Taken out of %1 again</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n object(s)</source>
        <translation>
            <numerusform>%1: %n object</numerusform>
            <numerusform>%1: %n objects</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelled.</translation>
    </message>
    <message>
        <source>Account names of %1 changed</source>
        <translation>Account names of %1 changed</translation>
    </message>
    <message>
        <source>Reading the members of %1</source>
        <translation>Reading the members of %1</translation>
    </message>
    <message>
        <source>%1 is a member of %2 already</source>
        <translation>%1 is a member of %2 already</translation>
    </message>
    <message>
        <source>All of them are members of %1 already</source>
        <translation>All of them are members of %1 already</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>On the server %1.</source>
        <translation>On the server %1.</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Object</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::shell::ShellContext</name>
    <message>
        <source>%1: cancelled</source>
        <translation>%1: cancelled</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 failed: %2</translation>
    </message>
    <message>
        <source>%1 stopped: %2 done</source>
        <translation>%1 stopped: %2 done</translation>
    </message>
    <message>
        <source>%1: %2 done, %3 failed</source>
        <translation>%1: %2 done, %3 failed</translation>
    </message>
    <message>
        <source>%1: %2 done</source>
        <translation>%1: %2 done</translation>
    </message>
    <message>
        <source>The service has no property sheet for objects of this kind.</source>
        <translation>The service has no property sheet for objects of this kind.</translation>
    </message>
</context>
<context>
    <name>smc::shell::StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Answering server, time of its last answer, and how fresh the list is</source>
        <translation>Answering server, time of its last answer, and how fresh the list is</translation>
    </message>
    <message>
        <source>%1@%2, reading only</source>
        <translation>%1@%2, reading only</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>The list is known to be true as of %1.</source>
        <translation>The list is known to be true as of %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>smc::shell::Workspace</name>
    <message>
        <source>Reading the tree</source>
        <translation>Reading the tree</translation>
    </message>
    <message>
        <source>Waiting for %1 …</source>
        <translation>Waiting for %1 …</translation>
    </message>
    <message>
        <source>There is no grid "%1" among the service's descriptors.</source>
        <translation>There is no grid "%1" among the service's descriptors.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Nothing here fits the filter.</source>
        <translation>Nothing here fits the filter.</translation>
    </message>
    <message>
        <source>Take the filter off</source>
        <translation>Take the filter off</translation>
    </message>
    <message>
        <source>Nothing fits this search. That may be good news.</source>
        <translation>Nothing fits this search. That may be good news.</translation>
    </message>
    <message>
        <source>%1 is empty. Users, groups, workstations and organisational units that are made or dropped here are listed here.</source>
        <translation>%1 is empty. Users, groups, workstations and organisational units that are made or dropped here are listed here.</translation>
    </message>
    <message>
        <source>New %1 …</source>
        <translation>New %1 …</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 is empty.</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>Reading the list</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelled.</translation>
    </message>
    <message>
        <source>Reading from %1</source>
        <translation>Reading from %1</translation>
    </message>
    <message>
        <source>There is nothing of this now.</source>
        <translation>There is nothing of this now.</translation>
    </message>
</context>
</TS>
