"""Common given names, to tell a person in free text. A sample, not a register."""

RUSSIAN = """
Александр Александра Алексей Алёна Алина Алла Анастасия Анатолий Андрей Анна Антон Арина Артём Артур Богдан
Борис Вадим Валентин Валентина Валерий Валерия Варвара Василий Вероника Виктор Виктория Виталий Владимир
Владислав Вячеслав Галина Геннадий Георгий Глеб Григорий Дарья Денис Диана Дмитрий Ева Евгений Евгения Егор
Екатерина Елена Елизавета Жанна Зинаида Зоя Иван Игорь Илья Инна Ирина Карина Катя Кирилл Константин Ксения
Кристина Лариса Леонид Лидия Людмила Максим Маргарита Марина Мария Маша Михаил Надя Наталья Наталия Наташа
Никита Николай Нина Оксана Олег Олеся Ольга Оля Павел Пётр Петр Полина Раиса Регина Руслан Саша Светлана Семён
Сергей Серёжа София Софья Станислав Степан Таисия Тамара Татьяна Таня Тимофей Тимур Ульяна Фёдор Эдуард Эльвира
Юлия Юрий Яна Ярослав Айгуль Гульнара Рустам Ильдар Марат Тагир Магомед Ахмед Фатима Зарина Алсу Айрат
"""
ENGLISH = """
Alexander Alice Andrew Angela Anna Anthony Barbara Benjamin Betty Brian Carol Catherine Charles Christopher
Daniel David Deborah Dennis Donald Donna Dorothy Edward Elizabeth Emily Emma Eric Ethan Frances Gary George
Gregory Hannah Harold Helen Henry Jacob James Jane Janet Jason Jeffrey Jennifer Jessica John Joseph Joshua Julia
Karen Katherine Kathleen Kenneth Kevin Kimberly Laura Lauren Linda Lisa Margaret Maria Martha Mary Matthew
Melissa Michael Michelle Nancy Natalia Nathan Nicholas Nicole Olga Olivia Oleg Pamela Patricia Patrick Paul
Peter Philip Rachel Raymond Rebecca Richard Robert Ronald Ryan Samantha Samuel Sandra Sarah Scott Sharon Sophia
Stephanie Stephen Steven Susan Svetlana Teresa Thomas Timothy Victoria Virginia William Zachary Ivan Dmitry
Sergey Tatiana Elena Irina
"""
WORDS_TOO = """
Вера Надежда Любовь Роман Лев Слава Роза Лилия Майя Mark Grace Hope Will May April June Rose Bill Frank Pat Sue
Jack Art Joy Faith Dawn Victor Ruth Gene Ray Rich Rob Drew
"""
"""Names that are words as well: alone they tell nothing."""
