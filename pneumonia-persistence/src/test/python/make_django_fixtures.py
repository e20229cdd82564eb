"""Makes the databases that the move from the Django system is tested with.

    python make_django_fixtures.py [--postgresql postgresql://USER:PASSWORD@HOST:PORT/EMPTY_DATABASE]

Django itself creates the tables and writes the rows, through models with the documented names and
columns: src/test/resources/io/pneumonia/persistence/django/db.sqlite3 and media/. With --postgresql
the same goes into an empty database, which pg_dump then writes to postgresql.sql. The table of the
REST framework's tokens is declared here as that framework declares it. Everything is fixed: salts,
times, pictures; a second run makes the same rows.

Needs django, argon2-cffi, bcrypt, psycopg; prints their versions.
"""

import argparse
import datetime
import os
import shutil
import struct
import subprocess
import sys
import zlib
from importlib.metadata import version
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../resources/io/pneumonia/persistence/django")

parser = argparse.ArgumentParser()
parser.add_argument("--postgresql")
options = parser.parse_args()

os.makedirs(TARGET, exist_ok=True)
SQLITE = os.path.join(TARGET, "db.sqlite3")
if os.path.exists(SQLITE):
    os.remove(SQLITE)
shutil.rmtree(os.path.join(TARGET, "media"), ignore_errors=True)

databases = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": SQLITE}}
if options.postgresql:
    url = urlsplit(options.postgresql)
    databases["postgresql"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password,
        "HOST": url.hostname,
        "PORT": url.port,
    }

import django
from django.conf import settings

settings.configure(
    USE_TZ=True,
    TIME_ZONE="Europe/Berlin",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES=databases,
    PASSWORD_HASHERS=[
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    ],
)
django.setup()

from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connections, models


class Token(models.Model):
    key = models.CharField(max_length=40, primary_key=True)
    user = models.OneToOneField(User, related_name="auth_token", on_delete=models.CASCADE)
    created = models.DateTimeField()

    class Meta:
        app_label = "authtoken"
        db_table = "authtoken_token"


class ModelVersion(models.Model):
    version = models.CharField(max_length=50)
    model_file = models.CharField(max_length=500)
    accuracy = models.FloatField(null=True)
    is_active = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "xray_detector"
        db_table = "xray_detector_modelversion"


class XRayImage(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    original_filename = models.CharField(max_length=255)
    stored_filename = models.CharField(max_length=255)
    file_path = models.CharField(max_length=500)
    file_size = models.IntegerField()
    upload_time = models.DateTimeField()
    image_width = models.IntegerField(null=True)
    image_height = models.IntegerField(null=True)
    format = models.CharField(max_length=10)
    is_preprocessed = models.BooleanField(default=False)
    preprocessing_notes = models.TextField(blank=True, default="")

    class Meta:
        app_label = "xray_detector"
        db_table = "xray_detector_xrayimage"


class PredictionResult(models.Model):
    image = models.ForeignKey(XRayImage, on_delete=models.CASCADE)
    model_version = models.ForeignKey(ModelVersion, null=True, on_delete=models.SET_NULL)
    prediction_label = models.CharField(max_length=20)
    confidence_score = models.FloatField()
    confidence_level = models.CharField(max_length=10)
    processing_time = models.FloatField(null=True)
    created_at = models.DateTimeField()
    raw_predictions = models.JSONField(null=True)
    is_archived = models.BooleanField(default=False)
    notes = models.TextField(blank=True, default="")

    class Meta:
        app_label = "xray_detector"
        db_table = "xray_detector_predictionresult"


class UserHistory(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    action_type = models.CharField(max_length=50)
    timestamp = models.DateTimeField()
    ip_address = models.GenericIPAddressField(null=True)
    additional_data = models.JSONField(null=True)
    image = models.ForeignKey(XRayImage, null=True, on_delete=models.SET_NULL)
    prediction_result = models.ForeignKey(PredictionResult, null=True, on_delete=models.SET_NULL)

    class Meta:
        app_label = "xray_detector"
        db_table = "xray_detector_userhistory"


class SystemConfig(models.Model):
    config_key = models.CharField(max_length=100, unique=True)
    config_value = models.TextField()

    class Meta:
        app_label = "xray_detector"
        db_table = "xray_detector_systemconfig"


def at(day, hour=12, micros=0):
    return datetime.datetime(2024, 5, day, hour, 30, 15, micros, tzinfo=datetime.timezone.utc)


def pbkdf2(password, salt, iterations):
    return get_hasher("pbkdf2_sha256").encode(password, salt, iterations)


def argon2(password):
    from argon2.low_level import Type, hash_secret

    text = hash_secret(password.encode(), b"0123456789abcdef", 2, 256, 1, 32, Type.ID)
    return "argon2" + text.decode()


def bcrypt(password):
    return get_hasher("bcrypt_sha256").encode(password, b"$2b$04$abcdefghijklmnopqrstuu")


def png(seed, width=24, height=16):
    """A grey picture whose bytes need no library."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + bytes((x * 7 + y * 13 + seed * 31) % 256 for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def store(path, content):
    file = os.path.join(TARGET, "media", path)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as out:
        out.write(content)


USERS = [
    # username, password, staff, superuser, active, first, last, email
    ("ada", pbkdf2("blue-Heron-42", "saltOfAda", 1_000_000), False, False, True, "Ada", "Lovelace", "ada@example.org"),
    ("root", pbkdf2("green-Ibis-17", "saltOfRoot", 1_000), True, True, True, "", "", "root@example.org"),
    ("staff", pbkdf2("red-Stork-99", "saltOfStaff", 1_000), True, False, True, "Rosalind", "Franklin", ""),
    ("asleep", pbkdf2("grey-Crane-11", "saltOfAsleep", 1_000), False, False, False, "", "", "asleep@example.org"),
    ("unset", "!0123456789012345678901234567890123456789", False, False, True, "", "", "unset@example.org"),
    ("argon", argon2("pink-Flamingo-7"), False, False, True, "", "", "argon@example.org"),
    ("bcrypt", bcrypt("white-Egret-3"), False, False, True, "", "", "bcrypt@example.org"),
    ("ADA", pbkdf2("black-Crow-5", "saltOfADA", 1_000), False, False, True, "", "", "other@example.org"),
]

PICTURES = [
    # owner, original, stored, path, notes on preprocessing; bytes are made where there is a number
    ("ada", "IM-0001.png", "a1.png", "xray_images/2024/05/01/a1.png", "", 1),
    ("ada", "Röntgen ½.png", "a2.png", "media/xray_images/2024/05/02/a2.png", "CLAHE applied", 2),
    ("ada", "lost.png", "a3.png", "xray_images/2024/05/03/a3.png", "", None),
    ("ada", "pending.png", "a4.png", "xray_images/2024/05/04/a4.png", "", 4),
    ("root", "notes.png", "a5.png", "xray_images/2024/05/05/a5.png", "", b"this is no picture"),
    ("root", "escape.png", "a6.png", "../db.sqlite3", "", None),
    ("staff", "twice.png", "a7.png", "xray_images/2024/05/07/a7.png", "", 7),
    ("ADA", "other.png", "a8.png", "xray_images/2024/05/08/a8.png", "", 8),
    ("staff", "odd.png", "a9.png", "xray_images/2024/05/09/a9.png", "", 9),
    ("asleep", "whole.png", "b0.png", "xray_images/2024/05/10/b0.png", "", 10),
]

RESULTS = [
    # picture, label, confidence, level, seconds, raw, archived, notes, version
    (1, "NORMAL", 0.9, "MEDIUM", 0.25, {"NORMAL": 0.1, "PNEUMONIA": 0.9}, False, "", 2),
    (2, "PNEUMONIA", 0.96875, "HIGH", 0.125, {"NORMAL": 0.03125, "PNEUMONIA": 0.96875}, False, "cough", 2),
    (3, "NORMAL", 0.8, "MEDIUM", 0.25, None, False, "", 1),
    (5, "NORMAL", 0.8, "MEDIUM", 0.25, None, False, "", 1),
    (6, "NORMAL", 0.8, "MEDIUM", 0.25, None, False, "", 1),
    (7, "NORMAL", 0.75, "LOW", 0.25, [0.75, 0.25], True, "first look", 1),
    (7, "PNEUMONIA", 0.75, "LOW", None, [0.25, 0.75], False, "second look", None),
    (8, "NORMAL", 0.9, "MEDIUM", 0.25, None, False, "", 1),
    (9, "PNEUMONIA", 0.25, "LOW", 0.25, None, False, "", 1),
    (10, "PNEUMONIA", 1.0, "HIGH", 0.5, {"raw_score": 1.0}, False, "", 1),
]

HISTORY = [
    # user, action, address, data, picture, result
    ("ada", "upload", "192.0.2.1", {"filename": "IM-0001.png"}, 1, None),
    ("ada", "predict", "192.0.2.1", {"patient": "A. N. Other"}, 1, 1),
    ("ada", "view", None, None, 2, 2),
    ("ada", "delete", "2001:db8::1", None, None, None),
    ("root", "login", "192.0.2.2", None, None, None),
    ("root", "batch_reprocess", "192.0.2.2", None, None, None),
    ("ADA", "login", "192.0.2.3", None, None, None),
]

SETTINGS = [
    ("prediction_threshold", "0.625"),
    ("retention_days", "730"),
    ("max_image_pixels", "a lot"),
    ("maintenance_banner", "Closed on Sunday"),
]


def fill(alias):
    connection = connections[alias]
    with connection.schema_editor() as editor:
        for model in (
            ContentType, Permission, Group, User, Token, ModelVersion, XRayImage,
            PredictionResult, UserHistory, SystemConfig,
        ):
            editor.create_model(model)
    save = lambda model: model.save(using=alias, force_insert=True) or model
    users = {}
    for number, (name, password, staff, superuser, active, first, last, email) in enumerate(USERS, 1):
        users[name] = save(
            User(
                id=number, username=name, password=password, is_staff=staff, is_superuser=superuser,
                is_active=active, first_name=first, last_name=last, email=email,
                date_joined=at(number, micros=number), last_login=at(20) if name == "ada" else None,
            )
        )
    save(Token(key="0123456789abcdef" * 2 + "01234567", user=users["ada"], created=at(2)))
    save(Token(key="fedcba9876543210" * 2 + "fedcba98", user=users["asleep"], created=at(3)))
    save(Token(key="00" * 20, user=users["ADA"], created=at(3)))
    for number in (1, 2):
        save(
            ModelVersion(
                id=number, version="v%d.0" % number, model_file="models/m%d.h5" % number,
                accuracy=0.9, is_active=number == 2, created_at=at(1),
            )
        )
    for number, (owner, original, stored, path, notes, content) in enumerate(PICTURES, 1):
        if isinstance(content, int):
            content = png(content)
        if content is not None and alias == "default":
            store(path.removeprefix("media/"), content)
        save(
            XRayImage(
                id=number, user=users[owner], original_filename=original, stored_filename=stored,
                file_path=path, file_size=len(content or b"123"), upload_time=at(number, micros=123456),
                image_width=24, image_height=16 if number != 10 else None, format="PNG",
                is_preprocessed=bool(notes), preprocessing_notes=notes,
            )
        )
    for number, (picture, label, score, level, seconds, raw, archived, notes, model) in enumerate(RESULTS, 1):
        save(
            PredictionResult(
                id=number, image_id=picture, model_version_id=model, prediction_label=label,
                confidence_score=score, confidence_level=level, processing_time=seconds,
                created_at=at(number, hour=13), raw_predictions=raw, is_archived=archived, notes=notes,
            )
        )
    for number, (user, action, address, data, picture, result) in enumerate(HISTORY, 1):
        save(
            UserHistory(
                id=number, user=users[user], action_type=action, timestamp=at(number, hour=14, micros=7),
                ip_address=address, additional_data=data, image_id=picture, prediction_result_id=result,
            )
        )
    for key, value in SETTINGS:
        save(SystemConfig(config_key=key, config_value=value))


def add_a_result_without_picture():
    """Foreign keys are not enforced everywhere in SQLite's history."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "INSERT INTO xray_detector_predictionresult (id, image_id, prediction_label,"
            " confidence_score, confidence_level, created_at, is_archived, notes)"
            " VALUES (11, 404, 'NORMAL', 0.9, 'HIGH', '2024-05-11 13:30:15', 0, '')"
        )


fill("default")
add_a_result_without_picture()
with connections["default"].cursor() as cursor:
    cursor.execute("VACUUM")
if options.postgresql:
    fill("postgresql")
    dump = subprocess.run(
        ["pg_dump", "--inserts", "--no-owner", "--no-privileges", options.postgresql],
        check=True, capture_output=True, text=True,
    ).stdout
    lines = [line for line in dump.splitlines() if not line.startswith(("--", "\\")) and line]
    with open(os.path.join(TARGET, "postgresql.sql"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
print("python", sys.version.split()[0], *(name + " " + version(name) for name in ("django", "argon2-cffi", "bcrypt", "psycopg")))
