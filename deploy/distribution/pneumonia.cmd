@echo off
rem The pneumonia command on Windows. JAVA_HOME chooses the Java, JAVA_OPTS adds options to it.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%HOME_DIR%\java\bin\java.exe" set "JAVA=%HOME_DIR%\java\bin\java.exe"
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=2"
set "FLAGS=-Xms64m -Xmn32m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30"
if "%~1"=="serve" set "FLAGS=-Xms64m -Xmn48m -XX:SurvivorRatio=2 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30"
set "NATIVES=%HOME_DIR%\lib\natives\ai\onnxruntime\native\win-x64"
"%JAVA%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED %FLAGS% "-Donnxruntime.native.path=%NATIVES%" %JAVA_OPTS% -cp "%HOME_DIR%\lib\*" io.pneumonia.cli.PneumoniaCommand %*
exit /b %ERRORLEVEL%
