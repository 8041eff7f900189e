//! The titles of columns in lists of people, in several languages. Titles are compared by their letters and digits
//! alone: `E-mail Address [Required]` is `emailaddress`. English comes first, with the titles of Microsoft 365,
//! Google, Outlook and Salesforce.

/// The address to write to, the best first, for exports of directories that have several of these columns.
const ADDRESS: &str = "\
    primaryemailaddress primaryemail primarysmtpaddress windowsemailaddress emailaddress email \
    emailid mail mailaddress email1value email1address email1 workemail workemailaddress \
    businessemail businessemailaddress companyemail corporateemail useremail contactemail leademail \
    emailprimary emailwork primarymail smtpaddress internetaddress emails emailaddresses emailadres mailadres \
    emailwerk werkemail zakelijkemailadres zakelijkeemail zakelijkemail emailadresse mailadresse \
    epostadresse geschäftlicheemail geschäftlicheemailadresse emaildienstlich dienstlicheemail \
    adresseemail adressemail adresseélectronique adresseelectronique courriel adressecourriel \
    adressedecourriel adressedemessagerie adresseemailprofessionnelle emailprofessionnel mél correo \
    correoelectrónico correoelectronico direccióndecorreoelectrónico direcciondecorreoelectronico \
    direccióndecorreo direccióndeemail correoe correioeletrônico correioeletrónico endereçodeemail \
    endereçodecorreioeletrônico endereçodecorreioeletrónico enderecodeemail emailcorporativo \
    indirizzoemail indirizzomail indirizzodipostaelettronica postaelettronica adresădeemail \
    adresadeemail adresaemail epost epostadress mejl mejladress sähköposti sähköpostiosoite netfang \
    tölvupóstur adresemail adrespocztyelektronicznej emailováadresa emailcím emailcíme epasts \
    elpaštas eposta epostaadresi eposti elektronskapošta διεύθυνσηemail ηλεκτρονικόταχυδρομείο \
    διεύθυνσηηλεκτρονικούταχυδρομείου электроннаяпочта адресэлектроннойпочты почта имейл \
    електроннапошта адресаелектронноїпошти メールアドレス メール eメール eメールアドレス 電子メール 電子メールアドレス 邮箱 电子邮件 电子邮箱 \
    邮件地址 电子邮件地址 邮箱地址 電子郵件 電子郵件地址 電郵 信箱 郵箱 이메일 이메일주소 메일 메일주소 전자메일 البريدالإلكتروني אימייל \
    דואראלקטרוני דואל ईमेल địachỉemail alamatemail surel อีเมล";

/// The name to sign in with, which mostly is the address.
const SIGN_IN: &str = "\
    userprincipalname upn prinzipalnamedesbenutzers benutzerprinzipalname principalenaamvangebruiker \
    nomdutilisateurprincipal nomprincipaldelutilisateur nombreprincipaldeusuario \
    nomeprincipaldousuário ユーザープリンシパル名";

/// All addresses of a mailbox, one of them marked as primary.
const PROXIES: &str = "\
    proxyaddresses proxyadressen adressesproxy direccionesdeproxy";

const WHOLE: &str = "\
    fullname displayname emaildisplayname employeename contactname username employee volledigenaam \
    weergavenaam medewerker vollständigername anzeigename mitarbeiter mitarbeiterin nomcomplet \
    nomdaffichage nometprénom prénometnom nombrecompleto nombreparamostrar nombreyapellidos \
    nomecompleto nomedeexibição nomeecognome nominativo imięinazwisko celéjméno jménoapříjmení \
    teljesnév adsoyad adısoyadı ονοματεπώνυμο фио полноеимя піб 氏名 表示名 姓名 성명 الاسمالكامل שםמלא họtên \
    họvàtên namalengkap";

/// A name by itself; beside a first or a last name it is the other one.
const ANY: &str = "\
    name naam nom nombre nome navn namn nimi nafn név nume jméno meno ad isim imię ime имя імя όνομα \
    名前 이름 名称 名稱 الاسم שם नाम tên nama ชือ vārds vardas";

const FIRST: &str = "\
    firstname givenname forename first preferredname voornaam roepnaam vorname rufname prénom prenom \
    prénoms nombredepila nombres primernombre primeironome nomepróprio imie křestníjméno krstnémeno \
    fornavn förnamn tilltalsnamn etunimi eesnimi keresztnév utónév prenume adı 名 名字 ファーストネーム शुभनाम \
    namadepan الاسمالأول שםפרטי";

const LAST: &str = "\
    lastname surname familyname last sn achternaam familienaam nachname familienname zuname \
    nomdefamille apellido apellidos primerapellido sobrenome apelido últimonome cognome nazwisko \
    příjmení priezvisko prezime priimek etternavn efternavn efternamn sukunimi perekonnanimi \
    vezetéknév családinév numedefamilie soyad soyadı soyisim επώνυμο фамилия прізвище uzvārds \
    pavardė 姓 姓氏 성 họ namabelakang اسمالعائلة שםמשפחה";

/// The part between a Dutch first and last name.
const BETWEEN: &str = "\
    tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels infix";

/// Parts of titles of other addresses than the one to write to.
const OTHER: &str = "\
    recovery secondary alternate alternative additional manager supervisor boss owner createdby \
    modifiedby home personal private other backup previous old proxy forward 2 3 herstel alternatief \
    privé prive thuis leidinggevende wiederherstellung privat vorgesetzte stellvertret récupération \
    secours secondaire personnel responsable recuperación secundari alternativ particular gerente \
    gestor recuperação responsabile personale 上司 個人 予備";

/// Parts of titles of addresses.
const LIKE_ADDRESS: &str = "\
    mail epost courriel correo correio postaelettronica mejl poczt почт пошт メール 邮 郵 메일 ایمیل بريد";

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// The address to write to; the lowest number is the best.
    Address(usize),
    /// All addresses of a person.
    Proxies,
    /// The name to sign in with.
    SignIn,
    /// The whole name.
    Whole,
    /// A name, whole or a part.
    Any,
    /// The first name.
    First,
    /// The part between first and last name.
    Between,
    /// The last name.
    Last,
}

impl Title {
    /// The meaning of a title, if it is known.
    #[must_use]
    pub fn of(title: &str) -> Option<Self> {
        let letters = letters(title);
        let is = |list: &str| list.split(' ').any(|known| known == letters);
        if let Some(rank) = ADDRESS.split(' ').position(|known| known == letters) {
            return Some(Self::Address(rank));
        }
        [
            (PROXIES, Self::Proxies),
            (SIGN_IN, Self::SignIn),
            (WHOLE, Self::Whole),
            (ANY, Self::Any),
            (FIRST, Self::First),
            (LAST, Self::Last),
            (BETWEEN, Self::Between),
        ]
        .into_iter()
        .find(|(list, _)| is(list))
        .map(|(_, title)| title)
    }

    /// Whether the column holds addresses.
    #[must_use]
    pub const fn is_of_addresses(self) -> bool {
        matches!(self, Self::Address(_) | Self::Proxies | Self::SignIn)
    }
}

/// Whether cells without an address are the titles of a table with addresses.
pub(super) fn is_header(cells: &[String]) -> bool {
    cells
        .iter()
        .any(|cell| Title::of(cell).is_some_and(Title::is_of_addresses) || like_address(cell) > 0)
}

/// How similar an unknown title is to one of addresses to write to: 2 very, 1 somewhat, 0 not.
#[must_use]
pub fn like_address(title: &str) -> u8 {
    let letters = letters(title);
    let has = |list: &str| list.split(' ').any(|part| letters.contains(part));
    match (has(LIKE_ADDRESS), has(OTHER)) {
        (true, false) => 2,
        (true, true) => 1,
        (false, _) => 0,
    }
}

/// Whether a title is that of other addresses than those to write to.
#[must_use]
pub fn is_other(title: &str) -> bool {
    let letters = letters(title);
    OTHER.split(' ').any(|part| letters.contains(part))
}

/// The letters and digits of a title, in lower case, without anything in brackets.
fn letters(title: &str) -> String {
    let mut depth = 0_usize;
    let mut letters = String::new();
    for c in title.chars() {
        match c {
            '[' | '(' | '（' => depth += 1,
            ']' | ')' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => letters.extend(c.to_lowercase()),
            _ => {}
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_however_they_are_written() {
        for title in [
            "E-mail",
            "EMAIL ADDRESS",
            "Email Address [Required]",
            "e_mail",
            "E-mailadres:",
            "\u{feff}Email",
            "Courriel",
            "メールアドレス",
        ] {
            assert!(
                matches!(Title::of(title), Some(Title::Address(_))),
                "{title}"
            );
        }
        assert_eq!(Title::of("First Name [Required]"), Some(Title::First));
        assert_eq!(Title::of("Proxy addresses"), Some(Title::Proxies));
        for title in ["Recovery Email", "Email 2", "Department", ""] {
            assert_eq!(Title::of(title), None, "{title}");
        }
    }

    #[test]
    fn unknown_titles_are_weighed() {
        assert_eq!(like_address("Sales e-mail"), 2);
        assert_eq!(like_address("Manager e-mail"), 1);
        assert_eq!(like_address("Team"), 0);
    }

    #[test]
    fn every_title_is_written_as_it_is_compared() {
        for list in [ADDRESS, SIGN_IN, PROXIES, WHOLE, ANY, FIRST, LAST, BETWEEN] {
            for title in list.split(' ') {
                assert_eq!(letters(title), title);
            }
        }
    }
}
