// The phone's words, in the browser's language.
import { speaking } from "./saying.js";

const WORDS = {
  es: {
    guide_title: "Este es el teléfono de la clientela",
    guide_text: "El escritorio está en la otra pestaña. Aquí usted escribe como escribiría quien compra.",
    step_1: "Elija una persona y escríbale a Hilandera.",
    step_2: "En el escritorio, abra el mensaje que acaba de llegar y respóndalo.",
    step_3: "Vuelva aquí: llegó la respuesta. Mande una foto, un audio o la ubicación; edite o borre un mensaje.",
    second_phone: "Abrir un segundo teléfono", mail: "Escribir un correo", editing: "Editando", edit: "Editar", delete: "Eliminar para todos", react: "Reaccionar con",
    message_menu: "Qué hacer con este mensaje",
    hint: "Usted es la clientela. Elija una persona y escriba: llega a la bandeja de Hilandera.",
    new_customer: "Persona nueva", name: "Nombre", number: "Teléfono, como +56 9 0000 1234", add: "Agregar",
    back: "Volver", which_number: "Número de la empresa", cancel: "Quitar", attach: "Mandar un archivo",
    place: "Mandar la ubicación", message: "Mensaje", voice: "Grabar un audio", send: "Enviar", online: "en línea",
    typing: "escribiendo…",
    today: "Hoy", yesterday: "Ayer", edited: "editado", gone: "Mensaje eliminado", photo: "Foto", audio: "Audio", document: "Documento",
    video: "Video", location: "Ubicación", you: "Usted", here: "Estoy aquí", no_microphone: "No hay permiso para el micrófono.",
    failed: "No se pudo enviar.", offline: "Sin conexión con el teléfono de prueba.", reply: "Responder", talk: "Conversación",
  },
  en: {
    guide_title: "This is the customer's phone",
    guide_text: "The desk is in the other tab. Here you write as the people who buy would.",
    step_1: "Pick somebody and write to Hilandera.",
    step_2: "At the desk, open the message that has just arrived, and answer it.",
    step_3: "Come back: the answer is here. Send a picture, a voice note or a location; edit or delete a message.",
    second_phone: "Open a second phone", mail: "Write an e-mail instead", editing: "Editing", edit: "Edit", delete: "Delete for everyone", react: "React with",
    message_menu: "What to do with this message",
    hint: "You are the customer. Pick somebody and write: it arrives in Hilandera's inbox.",
    new_customer: "Somebody new", name: "Name", number: "Phone, as +56 9 0000 1234", add: "Add",
    back: "Back", which_number: "Number of the firm", cancel: "Remove", attach: "Send a file",
    place: "Send a location", message: "Message", voice: "Record a voice note", send: "Send", online: "online",
    typing: "typing…",
    today: "Today", yesterday: "Yesterday", edited: "edited", gone: "Message deleted", photo: "Photo", audio: "Voice note", document: "Document",
    video: "Video", location: "Location", you: "You", here: "I am here", no_microphone: "The microphone is not allowed.",
    failed: "It could not be sent.", offline: "No connection to the test phone.", reply: "Reply", talk: "Conversation",
  },
  ru: {
    guide_title: "Это телефон клиента",
    guide_text: "Рабочий стол — в соседней вкладке. Здесь вы пишете так, как писал бы покупатель.",
    step_1: "Выберите человека и напишите в Hilandera.",
    step_2: "На рабочем столе откройте сообщение, которое только что пришло, и ответьте.",
    step_3: "Вернитесь сюда: ответ уже здесь. Отправьте фото, голосовое или место; измените или удалите сообщение.",
    second_phone: "Открыть второй телефон", mail: "Написать письмо", editing: "Изменение", edit: "Изменить", delete: "Удалить у всех", react: "Реакция",
    message_menu: "Что сделать с этим сообщением",
    hint: "Вы — клиент. Выберите человека и напишите: сообщение придёт во входящие Hilandera.",
    new_customer: "Новый человек", name: "Имя", number: "Телефон, например +56 9 0000 1234", add: "Добавить",
    back: "Назад", which_number: "Номер компании", cancel: "Убрать", attach: "Отправить файл",
    place: "Отправить место", message: "Сообщение", voice: "Записать голосовое", send: "Отправить", online: "в сети",
    typing: "печатает…",
    today: "Сегодня", yesterday: "Вчера", edited: "изменено", gone: "Сообщение удалено", photo: "Фото", audio: "Голосовое", document: "Документ",
    video: "Видео", location: "Место", you: "Вы", here: "Я здесь", no_microphone: "Нет доступа к микрофону.",
    failed: "Не удалось отправить.", offline: "Нет связи с тестовым телефоном.", reply: "Ответить", talk: "Разговор",
  },
};

export const { locale, say } = speaking(WORDS);
document.getElementById("paper").setAttribute("aria-label", say("talk"));
