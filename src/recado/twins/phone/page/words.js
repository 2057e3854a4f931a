// The phone's words, in the browser's language.
const WORDS = {
  es: {
    hint: "Usted es la clientela. Elija una persona y escriba: llega a la bandeja de Hilandera.",
    new_customer: "Persona nueva", name: "Nombre", number: "Teléfono, como +56 9 0000 1234", add: "Agregar",
    back: "Volver", which_number: "Número de la empresa", cancel: "Quitar", attach: "Mandar un archivo",
    place: "Mandar la ubicación", message: "Mensaje", voice: "Grabar un audio", send: "Enviar", online: "en línea",
    typing: "escribiendo…", empty_title: "¿A quién le presta la voz?",
    empty_text: "A la izquierda está la gente que escribe a la empresa. Abra una conversación, escriba algo y mírelo llegar al escritorio.",
    today: "Hoy", yesterday: "Ayer", edited: "editado", gone: "Mensaje eliminado", photo: "Foto", audio: "Audio", document: "Documento",
    video: "Video", location: "Ubicación", you: "Usted", here: "Estoy aquí", no_microphone: "No hay permiso para el micrófono.",
    failed: "No se pudo enviar.", offline: "Sin conexión con el teléfono de prueba.", reply: "Responder", talk: "Conversación",
  },
  en: {
    hint: "You are the customer. Pick somebody and write: it arrives in Hilandera's inbox.",
    new_customer: "Somebody new", name: "Name", number: "Phone, as +56 9 0000 1234", add: "Add",
    back: "Back", which_number: "Number of the firm", cancel: "Remove", attach: "Send a file",
    place: "Send a location", message: "Message", voice: "Record a voice note", send: "Send", online: "online",
    typing: "typing…", empty_title: "Whose voice will you borrow?",
    empty_text: "On the left are the people who write to the firm. Open a talk, say something, and watch it arrive at the desk.",
    today: "Today", yesterday: "Yesterday", edited: "edited", gone: "Message deleted", photo: "Photo", audio: "Voice note", document: "Document",
    video: "Video", location: "Location", you: "You", here: "I am here", no_microphone: "The microphone is not allowed.",
    failed: "It could not be sent.", offline: "No connection to the test phone.", reply: "Reply", talk: "Conversation",
  },
  ru: {
    hint: "Вы — клиент. Выберите человека и напишите: сообщение придёт во входящие Hilandera.",
    new_customer: "Новый человек", name: "Имя", number: "Телефон, например +56 9 0000 1234", add: "Добавить",
    back: "Назад", which_number: "Номер компании", cancel: "Убрать", attach: "Отправить файл",
    place: "Отправить место", message: "Сообщение", voice: "Записать голосовое", send: "Отправить", online: "в сети",
    typing: "печатает…", empty_title: "За кого поговорим?",
    empty_text: "Слева — люди, которые пишут в компанию. Откройте разговор, напишите что-нибудь и смотрите, как это приходит на рабочий стол.",
    today: "Сегодня", yesterday: "Вчера", edited: "изменено", gone: "Сообщение удалено", photo: "Фото", audio: "Голосовое", document: "Документ",
    video: "Видео", location: "Место", you: "Вы", here: "Я здесь", no_microphone: "Нет доступа к микрофону.",
    failed: "Не удалось отправить.", offline: "Нет связи с тестовым телефоном.", reply: "Ответить", talk: "Разговор",
  },
};

export const language = navigator.languages.map((one) => one.slice(0, 2)).find((one) => WORDS[one]) || "en";
export const locale = navigator.languages.find((one) => one.slice(0, 2) === language) || language;
export const say = (key) => WORDS[language][key] ?? key;

document.documentElement.lang = language;
for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
for (const one of document.querySelectorAll("[data-placeholder]")) {
  one.placeholder = say(one.dataset.placeholder);
  one.setAttribute("aria-label", one.placeholder);
}
for (const one of document.querySelectorAll("[data-title]")) {
  one.title = say(one.dataset.title);
  one.setAttribute("aria-label", one.title);
}
document.getElementById("paper").setAttribute("aria-label", say("talk"));
