//! The welcome email's sentences. (Placeholders: `{first}` who is invited, `{sender}` who invites,
//! `{org}` the org's host.)

/// They stand in the email in this order.
pub(super) struct Words {
    pub subject: &'static str,
    pub title: &'static str,
    pub hello: &'static str,
    /// The same where no first name is known.
    pub hello_nobody: &'static str,
    pub invited: &'static str,
    pub steps: &'static str,
    pub step: [&'static str; 3],
    pub start: &'static str,
    pub opens: &'static str,
    pub none_yet: &'static str,
    pub get_it: &'static str,
    pub then: &'static str,
    pub yours: &'static str,
    /// What stands before a link in the text part.
    pub colon: &'static str,
}

pub(super) const EN: Words = Words {
    subject: "Welcome to MSI Actions",
    title: "Welcome, {first}",
    hello: "Hello {first},",
    hello_nobody: "Hello,",
    invited: "{sender} has invited you to MSI Actions. It shows what Marketo knows about a lead or \
        contact beside the Salesforce record you are looking at, and lets you send a sales email, \
        log a call or add a task right there.",
    steps: "Setting it up takes about three minutes:",
    step: [
        "Connect Salesforce",
        "Connect your mailbox",
        "Add your signature",
    ],
    start: "Get started",
    opens: "Opens {org}",
    none_yet: "No extension in this browser yet?",
    get_it: "Get the extension first",
    then: ", then come back to this email.",
    yours: "The link is meant for you alone and works for 14 days. You sign in on the pages of \
        Salesforce and of your email provider; MSI Actions never sees a password.",
    colon: ":",
};

pub(super) const NL: Words = Words {
    subject: "Welkom bij MSI Actions",
    title: "Welkom, {first}",
    hello: "Hallo {first},",
    hello_nobody: "Hallo,",
    invited: "{sender} heeft u uitgenodigd voor MSI Actions. Het toont naast de Salesforce-record die \
        u bekijkt wat Marketo over een lead of contactpersoon weet, en u kunt er meteen een \
        verkoopmail verzenden, een gesprek vastleggen of een taak toevoegen.",
    steps: "Instellen duurt ongeveer drie minuten:",
    step: [
        "Salesforce verbinden",
        "Uw mailbox verbinden",
        "Uw handtekening toevoegen",
    ],
    start: "Aan de slag",
    opens: "Opent {org}",
    none_yet: "Staat de extensie nog niet in deze browser?",
    get_it: "Installeer eerst de extensie",
    then: " en kom daarna terug naar deze e-mail.",
    yours: "De link is alleen voor u bedoeld en werkt 14 dagen. U meldt zich aan op de pagina’s van \
        Salesforce en van uw e-mailaanbieder; MSI Actions ziet nooit een wachtwoord.",
    colon: ":",
};

pub(super) const DE: Words = Words {
    subject: "Willkommen bei MSI Actions",
    title: "Willkommen, {first}",
    hello: "Guten Tag {first},",
    hello_nobody: "Guten Tag,",
    invited: "{sender} hat Sie zu MSI Actions eingeladen. Neben dem Salesforce-Datensatz, den Sie \
        ansehen, zeigt es, was Marketo über einen Lead oder Kontakt weiß; Sie können dort gleich \
        eine Vertriebsmail senden, einen Anruf protokollieren oder eine Aufgabe hinzufügen.",
    steps: "Die Einrichtung dauert etwa drei Minuten:",
    step: [
        "Salesforce verbinden",
        "Ihr Postfach verbinden",
        "Ihre Signatur hinzufügen",
    ],
    start: "Loslegen",
    opens: "Öffnet {org}",
    none_yet: "Noch keine Erweiterung in diesem Browser?",
    get_it: "Installieren Sie zuerst die Erweiterung",
    then: " und kehren Sie dann zu dieser E-Mail zurück.",
    yours: "Der Link ist nur für Sie bestimmt und gilt 14 Tage. Sie melden sich auf den Seiten von \
        Salesforce und Ihres E-Mail-Anbieters an; MSI Actions sieht nie ein Passwort.",
    colon: ":",
};

pub(super) const FR: Words = Words {
    subject: "Bienvenue dans MSI Actions",
    title: "Bienvenue, {first}",
    hello: "Bonjour {first},",
    hello_nobody: "Bonjour,",
    invited: "{sender} vous invite à utiliser MSI Actions. À côté de l’enregistrement Salesforce que \
        vous consultez, vous voyez ce que Marketo sait d’une piste ou d’un contact, et vous pouvez \
        aussitôt envoyer un e-mail de vente, consigner un appel ou ajouter une tâche.",
    steps: "La configuration prend environ trois minutes\u{a0}:",
    step: [
        "Connecter Salesforce",
        "Connecter votre messagerie",
        "Ajouter votre signature",
    ],
    start: "Commencer",
    opens: "Ouvre {org}",
    none_yet: "Pas encore d’extension dans ce navigateur\u{a0}?",
    get_it: "Installez d’abord l’extension",
    then: ", puis revenez à cet e-mail.",
    yours: "Le lien vous est réservé et reste valable 14 jours. Vous vous connectez sur les pages de \
        Salesforce et de votre fournisseur de messagerie\u{a0}; MSI Actions ne voit jamais de mot \
        de passe.",
    colon: "\u{a0}:",
};

pub(super) const ES: Words = Words {
    subject: "Le damos la bienvenida a MSI Actions",
    title: "Hola, {first}",
    hello: "Hola, {first}:",
    hello_nobody: "Hola:",
    invited: "{sender} le ha invitado a MSI Actions. Junto al registro de Salesforce que está viendo, \
        muestra lo que Marketo sabe de un candidato o contacto, y le permite enviar un correo de \
        ventas, registrar una llamada o agregar una tarea en ese momento.",
    steps: "La configuración tarda unos tres minutos:",
    step: [
        "Conectar Salesforce",
        "Conectar su buzón",
        "Agregar su firma",
    ],
    start: "Empezar",
    opens: "Abre {org}",
    none_yet: "¿Aún no tiene la extensión en este navegador?",
    get_it: "Instale primero la extensión",
    then: " y después vuelva a este correo.",
    yours: "El enlace es solo para usted y vale 14 días. Inicia sesión en las páginas de Salesforce y \
        de su proveedor de correo; MSI Actions nunca ve una contraseña.",
    colon: ":",
};

pub(super) const PT_BR: Words = Words {
    subject: "Boas-vindas ao MSI Actions",
    title: "Olá, {first}",
    hello: "Olá, {first},",
    hello_nobody: "Olá,",
    invited: "{sender} convidou você para o MSI Actions. Ao lado do registro do Salesforce que você \
        está vendo, ele mostra o que o Marketo sabe sobre um lead ou contato e permite enviar um \
        email de vendas, registrar uma chamada ou adicionar uma tarefa na hora.",
    steps: "A configuração leva cerca de três minutos:",
    step: [
        "Conectar o Salesforce",
        "Conectar sua caixa de correio",
        "Adicionar sua assinatura",
    ],
    start: "Começar",
    opens: "Abre {org}",
    none_yet: "Ainda não tem a extensão neste navegador?",
    get_it: "Instale primeiro a extensão",
    then: " e depois volte a este email.",
    yours: "O link é só para você e vale por 14 dias. Você entra nas páginas do Salesforce e do seu \
        provedor de email; o MSI Actions nunca vê uma senha.",
    colon: ":",
};

pub(super) const JA: Words = Words {
    subject: "MSI Actions へようこそ",
    title: "ようこそ、{first} さん",
    hello: "{first} さん",
    hello_nobody: "こんにちは。",
    invited: "{sender} さんから MSI Actions に招待されました。\
        表示中の Salesforce レコードの横に、リードや取引先責任者について Marketo が把握している情報が\
        表示されます。営業メールの送信、活動の記録、ToDo の追加もその場で行えます。",
    steps: "設定には 3 分ほどかかります。",
    step: ["Salesforce を接続", "メールボックスを接続", "署名を追加"],
    start: "始める",
    opens: "{org} を開きます",
    none_yet: "このブラウザーにまだ拡張機能がありませんか？",
    get_it: "先に拡張機能をインストール",
    then: "してから、このメールに戻ってください。",
    yours: "このリンクはあなた専用で、有効期間は 14 日です。\
        ログインは Salesforce とメールプロバイダーのページで行います。\
        MSI Actions がパスワードを見ることはありません。",
    colon: "：",
};
